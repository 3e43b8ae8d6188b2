package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OrderedAnswersTest {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final HandOver handOver = new HandOver(2);
    private final OrderedAnswers answers = new OrderedAnswers(handOver);

    private static Answer absent(int place) {
        return new Answer.Absent(new UserId("id-" + place), Attempts.NONE);
    }

    private void add(int... places) {
        for (int place : places) {
            answers.add(place, absent(place));
        }
    }

    /** Returns what was handed over so far. */
    private List<String> told() throws Exception {
        List<String> told = new ArrayList<>();
        handOver.endingWith(() -> "").call();
        handOver.tellAll(new CallListener() {
            @Override
            public void answered(Answer answer) {
                told.add(answer.id().value());
            }

            @Override
            public void settled() {
                told.add("settled");
            }

            @Override
            public void waiting() {
                told.add("waiting");
            }
        });
        return told;
    }

    @Test
    void answers_are_handed_over_in_the_order_of_their_ids_as_soon_as_all_before_them_are_there() throws Exception {
        add(3, 1);
        assertThat(told()).isEmpty();
        add(0);
        assertThat(told()).containsExactly("id-0", "id-1");
        add(4, 2);
        assertThat(told()).containsExactly("id-2", "id-3", "id-4");
    }

    @Test
    void only_what_was_handed_over_is_counted() {
        add(2, 3);
        assertThat(answers.counts()).isEqualTo(RollCall.Counts.NONE);
        var user = new User(new UserId("id-0"), "Ann", "");
        answers.add(0, new Answer.Present(user, Attempts.NONE));
        assertThat(answers.counts()).isEqualTo(new RollCall.Counts(1, 1, 0, 0, 0));
        answers.add(1, new Answer.Late(new UserId("id-1"), Attempts.NONE));
        assertThat(answers.counts()).isEqualTo(new RollCall.Counts(4, 1, 2, 1, 0));
    }

    @Test
    void one_behind_all_others_comes_last() throws Exception {
        add(1, 0);
        answers.addLast(absent(2));
        answers.addLast(absent(3));
        assertThat(told()).containsExactly("id-0", "id-1", "id-2", "id-3");
    }

    @Test
    void nothing_has_to_be_passed_on_while_nothing_was_handed_over() throws Exception {
        add(1, 2);
        long latest = System.nanoTime() + DAY;
        assertThat(answers.settlesAt(latest)).isEqualTo(latest);
        answers.settle();
        assertThat(told()).isEmpty();
    }

    @Test
    void answers_are_passed_on_milliseconds_after_the_first_of_them_though_others_follow() {
        long before = System.nanoTime();
        add(0);
        long settlesAt = answers.settlesAt(before + DAY);
        assertThat(settlesAt - System.nanoTime()).isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(settlesAt - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        add(1, 2);
        assertThat(answers.settlesAt(before + DAY)).isEqualTo(settlesAt);
        assertThat(answers.settlesAt(settlesAt - 1)).isEqualTo(settlesAt - 1);
    }

    @Test
    void what_was_collected_is_passed_on_once_when_it_is_time() throws Exception {
        add(0, 1);
        long latest = System.nanoTime() + DAY;
        while (answers.settlesAt(latest) - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
        answers.settle();
        answers.settle();
        assertThat(told()).containsExactly("id-0", "id-1", "settled");
        assertThat(answers.settlesAt(latest)).isEqualTo(latest);
    }

    @Test
    void it_is_passed_on_at_once_where_nobody_knows_when_another_one_comes() throws Exception {
        add(0);
        answers.settleNow();
        assertThat(told()).containsExactly("id-0", "settled");
        long latest = System.nanoTime() + DAY;
        assertThat(answers.settlesAt(latest)).isEqualTo(latest);
    }

    @Test
    void room_is_made_by_what_was_told_and_not_by_what_came_too_early() throws Exception {
        var woken = new AtomicInteger();
        answers.whenRoom(woken::incrementAndGet);
        assertThat(answers.hasRoom(1)).isTrue();
        assertThat(answers.hasRoom(2)).isFalse();
        add(1);
        told();
        assertThat(answers.hasRoom(2)).isFalse();
        assertThat(woken).hasValue(0);
        add(0);
        told();
        assertThat(woken).hasValue(1);
        assertThat(answers.hasRoom(3)).isTrue();
    }

    @Test
    void who_waits_is_asked_whether_he_still_does() throws Exception {
        answers.waiting();
        assertThat(told()).containsExactly("waiting");
    }
}
