package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lookup decides without any I/O. */
final class LookupTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final UserId ID = new UserId("7");
    private static final Reply BUSY = new Reply.Unavailable(Reason.STATUS, "503", Optional.empty());

    private final Lookup lookup = new Lookup(0, ID, terms(3));

    private static Lookup.Terms terms(int attempts) {
        return new Lookup.Terms(new RequestLimits(16, attempts, Duration.ofSeconds(1)), 0, 10 * SECOND);
    }

    private static Answer answer(Step step) {
        return ((Step.Answered) step).answer();
    }

    private Step asked(long at, Reply reply) {
        lookup.asked(at);
        return lookup.replied(reply, at + 1, true);
    }

    @Test
    void a_user_that_was_found_is_present_and_one_that_is_gone_absent() {
        assertThat(answer(asked(0, new Reply.Found(new User(ID, "Ann", ""))))).isInstanceOf(Answer.Present.class);
        assertThat(answer(asked(1, new Reply.Gone()))).isInstanceOf(Answer.Absent.class);
    }

    @Test
    void a_transient_failure_pauses_for_less_than_fifty_milliseconds() {
        assertThat(asked(0, BUSY)).isInstanceOf(Step.Paused.class);
        assertThat(lookup.resumesAt()).isBetween(1L, SECOND / 20);
    }

    @Test
    void a_pause_is_as_long_as_the_remote_asks_for() {
        var wait = Duration.ofSeconds(3);
        assertThat(asked(0, new Reply.Unavailable(Reason.STATUS, "503", Optional.of(wait))))
                .isInstanceOf(Step.Paused.class);
        assertThat(lookup.resumesAt()).isEqualTo(1 + wait.toNanos());
    }

    @Test
    void a_pause_that_does_not_fit_the_deadline_makes_the_failure_stand() {
        Step step = asked(0, new Reply.Unavailable(Reason.STATUS, "503", Optional.of(Duration.ofDays(300 * 365))));
        assertThat(answer(step)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void the_last_attempt_waits_for_a_sign_of_life_but_no_longer_than_a_second() {
        asked(0, BUSY);
        assertThat(asked(SECOND, BUSY)).isInstanceOf(Step.Cautious.class);
        assertThat(lookup.resumesAt()).isLessThan(SECOND + SECOND / 5);
        assertThat(lookup.latestAt()).isEqualTo(SECOND + 1 + SECOND);
    }

    @Test
    void the_failure_stands_after_the_last_attempt() {
        asked(0, BUSY);
        asked(SECOND, BUSY);
        assertThat(answer(asked(2 * SECOND, BUSY))).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.detail()).isEqualTo("503 after 3 attempts");
            assertThat(failed.attempts().count()).isEqualTo(3);
        });
    }

    @Test
    void the_failure_stands_when_no_retry_is_left_for_anybody() {
        lookup.asked(0);
        assertThat(answer(lookup.replied(BUSY, 1, false))).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void being_held_back_is_no_failure_however_often() {
        for (int i = 0; i < 10; i++) {
            assertThat(asked(i, new Reply.Throttled("429", Optional.empty()))).isInstanceOf(Step.HeldBack.class);
        }
        assertThat(lookup.hasFailed()).isFalse();
        assertThat(lookup.late(SECOND)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.STATUS);
            assertThat(failed.detail()).isEqualTo("429 after 10 attempts");
        });
    }

    @Test
    void a_connection_that_could_not_be_had_is_an_attempt_too() {
        Step step = new Lookup(0, ID, terms(1))
                .replied(
                        new Reply.Unavailable(Reason.CONNECTION, "no connection: refused", Optional.empty()),
                        SECOND,
                        true);
        assertThat(answer(step).attempts().count()).isEqualTo(1);
    }

    @Test
    void whoever_is_given_up_keeps_the_failure_that_there_was() {
        var open = new Reply.Unusable(Reason.CIRCUIT_OPEN, "open");
        assertThat(lookup.givenUp(open, SECOND))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.CIRCUIT_OPEN));
        asked(0, BUSY);
        assertThat(lookup.givenUp(open, SECOND))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.STATUS));
    }
}
