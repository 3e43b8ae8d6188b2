package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Times are nanoseconds from an origin so late that they overflow. */
final class AgendaTest {
    private static final long BEGAN = Math.subtractExact(Long.MAX_VALUE, 10);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Lookup.Terms TERMS =
            new Lookup.Terms(new RequestLimits(16, 3, Duration.ofSeconds(1)), BEGAN, BEGAN + MINUTE);

    private final Agenda agenda = new Agenda(Ids.of(Roster.first(0, 4)), TERMS);

    private Lookup begin() {
        return Objects.requireNonNull(agenda.next(true));
    }

    private Lookup other(String id) {
        return new Lookup(-1, new UserId(id), TERMS);
    }

    /** Makes it fail now, with this pause before the retry. */
    private static Lookup failed(Lookup lookup, long now, long pause) {
        lookup.asked(now);
        lookup.replied(new Reply.Unavailable(Reason.STATUS, "503", Optional.of(Duration.ofNanos(pause))), now, true);
        return lookup;
    }

    /** Makes it fail twice, so that the last attempt is left. */
    private static Lookup almostFailed(Lookup lookup, long now) {
        failed(lookup, now, 0);
        lookup.asked(now);
        lookup.replied(new Reply.Unavailable(Reason.STATUS, "503", Optional.empty()), now, true);
        return lookup;
    }

    private List<String> taken(boolean mayBegin) {
        List<String> ids = new ArrayList<>();
        for (Lookup next = agenda.next(mayBegin); next != null; next = agenda.next(mayBegin)) {
            ids.add(next.id().value());
        }
        return ids;
    }

    private static List<String> ids(List<Lookup> lookups) {
        return lookups.stream().map(lookup -> lookup.id().value()).toList();
    }

    @Test
    void ids_are_begun_in_their_order_each_in_its_place() {
        assertThat(begin().place()).isZero();
        assertThat(begin().place()).isEqualTo(1);
        assertThat(agenda.places()).isEqualTo(2);
        assertThat(agenda.isAtEnd()).isFalse();
        assertThat(taken(true)).containsExactly("2", "3");
        assertThat(agenda.places()).isEqualTo(4);
        assertThat(agenda.isAtEnd()).isTrue();
    }

    @Test
    void what_was_begun_before_is_asked_though_nothing_may_be_begun() {
        agenda.addLast(begin());
        assertThat(taken(false)).containsExactly("0");
        assertThat(agenda.places()).isEqualTo(1);
    }

    @Test
    void first_come_those_that_were_put_first_then_those_that_were_put_last_then_new_ids() {
        agenda.addLast(other("last"));
        agenda.addFirst(other("first"));
        agenda.addLast(other("very last"));
        assertThat(taken(true)).containsExactly("first", "last", "very last", "0", "1", "2", "3");
    }

    @Test
    void what_pauses_goes_on_at_its_time_and_not_before() {
        agenda.pause(failed(begin(), BEGAN, 50));
        agenda.resume(BEGAN + 49, BEGAN);
        assertThat(taken(false)).isEmpty();
        agenda.resume(BEGAN + 50, BEGAN);
        assertThat(taken(false)).containsExactly("0");
    }

    @Test
    void what_pauses_goes_on_in_the_order_of_the_times_behind_what_is_due() {
        agenda.pause(failed(begin(), BEGAN, 50));
        agenda.pause(failed(begin(), BEGAN, 5));
        agenda.pause(failed(begin(), BEGAN, 20));
        agenda.addLast(begin());
        agenda.resume(BEGAN + 100, BEGAN);
        assertThat(taken(false)).containsExactly("3", "1", "2", "0");
    }

    @Test
    void the_last_chance_is_not_taken_before_a_sign_of_life_that_came_after_the_failure() {
        Lookup last = almostFailed(begin(), BEGAN);
        agenda.waitForLife(last);
        agenda.resume(last.latestAt() - 1, BEGAN);
        assertThat(taken(false)).isEmpty();
        agenda.resume(last.latestAt() - 1, BEGAN + 1);
        assertThat(taken(false)).containsExactly("0");
    }

    @Test
    void a_sign_of_life_does_not_shorten_the_pause() {
        Lookup last = almostFailed(begin(), BEGAN);
        agenda.waitForLife(last);
        agenda.resume(last.resumesAt() - 1, BEGAN + 1);
        assertThat(taken(false)).isEmpty();
        assertThat(agenda.nextEvent(BEGAN + MINUTE)).isEqualTo(last.resumesAt());
        agenda.resume(last.resumesAt(), BEGAN + 1);
        assertThat(taken(false)).containsExactly("0");
    }

    @Test
    void the_last_chance_is_taken_at_its_latest_time_though_there_is_no_sign_of_life() {
        Lookup last = almostFailed(begin(), BEGAN);
        agenda.waitForLife(last);
        agenda.resume(last.latestAt(), BEGAN - 1);
        assertThat(taken(false)).containsExactly("0");
    }

    @Test
    void the_next_event_is_the_earliest_time_but_the_one_given_at_the_latest() {
        long latest = BEGAN + MINUTE;
        assertThat(agenda.nextEvent(latest)).isEqualTo(latest);
        Lookup last = almostFailed(begin(), BEGAN);
        agenda.waitForLife(last);
        assertThat(agenda.nextEvent(latest)).isEqualTo(last.latestAt());
        agenda.pause(failed(begin(), BEGAN, 70));
        agenda.pause(failed(begin(), BEGAN, 50));
        assertThat(agenda.nextEvent(latest)).isEqualTo(BEGAN + 50);
        assertThat(agenda.nextEvent(BEGAN + 49)).isEqualTo(BEGAN + 49);
    }

    @Test
    void those_that_wait_are_taken_away_and_those_in_flight_are_not() {
        begin();
        agenda.pause(failed(begin(), BEGAN, 50));
        agenda.waitForLife(almostFailed(begin(), BEGAN));
        agenda.addLast(other("due"));
        assertThat(ids(agenda.removeWaiting())).containsExactlyInAnyOrder("1", "2", "due");
        agenda.resume(BEGAN + MINUTE, BEGAN + MINUTE);
        assertThat(taken(false)).isEmpty();
        assertThat(agenda.nextEvent(BEGAN + MINUTE)).isEqualTo(BEGAN + MINUTE);
        assertThat(agenda.removeWaiting()).isEmpty();
    }

    @Test
    void all_without_an_answer_are_taken_away_in_order_in_flight_or_not_and_once() {
        begin();
        begin().finish();
        agenda.pause(failed(begin(), BEGAN, 50));
        agenda.addFirst(other("canary"));
        assertThat(ids(agenda.removeUnanswered())).containsExactly("0", "2");
        assertThat(agenda.removeUnanswered()).isEmpty();
        assertThat(taken(true)).containsExactly("3");
    }

    @Test
    void one_without_an_answer_is_not_lost_behind_many_that_were_answered() {
        begin().finish();
        begin();
        begin().finish();
        begin().finish();
        assertThat(ids(agenda.removeUnanswered())).containsExactly("1");
    }

    @Test
    void the_rest_is_begun_in_order_and_not_asked() {
        begin();
        assertThat(ids(agenda.beginRest())).containsExactly("1", "2", "3");
        assertThat(agenda.places()).isEqualTo(4);
        assertThat(agenda.next(true)).isNull();
        assertThat(agenda.beginRest()).isEmpty();
    }
}
