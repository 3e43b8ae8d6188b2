package dev.rollcall.http.client.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.shared.CircuitBreaker.State;
import dev.rollcall.http.client.shared.Gate.Barrier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
    private static final Reply FOUND = new Reply.Found(new User(new UserId("7"), "Ann", ""));
    private static final Reply DOWN = new Reply.Unavailable(Reason.STATUS, "503", Optional.empty());
    private static final Reply REFUSED = new Reply.Unauthorized("401");

    private final CircuitBreaker breaker = new CircuitBreaker();
    private final Gate gate = new Gate(breaker, true);
    private final long now = System.nanoTime();
    private final AtomicInteger woken = new AtomicInteger();
    private final Runnable wake = woken::incrementAndGet;

    private void hear(Reply reply) {
        gate.hear(reply, true, false, false, 1);
    }

    private void hearProbe(Reply reply) {
        gate.hear(reply, true, false, true, 1);
    }

    private void hear(int times, Reply reply) {
        for (int i = 0; i < times; i++) {
            hear(reply);
        }
    }

    private void open() {
        hear(CircuitBreaker.FEWEST, DOWN);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    /** Opens the circuit breaker and starts a probe. Returns when. */
    private long probe() {
        open();
        long time = breaker.openUntil();
        assertThat(gate.begin(time)).isTrue();
        return time;
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }

    @Test
    void nothing_keeps_the_first_requests_back() {
        assertThat(gate.barrier(System.nanoTime())).isEmpty();
        assertThat(gate.begin(System.nanoTime())).isFalse();
        assertThat(gate.refusesCredentials()).isFalse();
    }

    @Test
    void a_pause_keeps_everybody_back_until_it_is_over_and_not_a_nanosecond_longer() {
        gate.pause("429", Duration.ofSeconds(5), now);
        long until = now + nanos(Duration.ofSeconds(5));
        assertThat(gate.barrier(until - 1))
                .contains(new Barrier(until, false, new Reply.Unusable(Reason.STATUS, "429, not asked"), 0));
        assertThat(gate.barrier(until)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, PT0.05S",
        "PT0S, PT0.05S",
        "PT0.049S, PT0.05S",
        "PT0.051S, PT0.051S",
        "PT60S, PT60S",
        "PT60.001S, PT60S",
        "PT2562047788015215H, PT60S",
    })
    void a_pause_takes_fifty_milliseconds_at_least_and_a_minute_at_most(Duration asked, Duration taken) {
        gate.pause("429", asked, now);
        assertThat(gate.barrier(now)).map(Barrier::until).contains(now + nanos(taken));
    }

    @Test
    void the_longest_of_several_pauses_holds_with_its_reason() {
        gate.pause("short", Duration.ofSeconds(1), now);
        gate.pause("long", Duration.ofSeconds(9), now);
        gate.pause("later", Duration.ofSeconds(2), now + 1);
        assertThat(gate.barrier(now)).hasValueSatisfying(barrier -> {
            assertThat(barrier.until()).isEqualTo(now + nanos(Duration.ofSeconds(9)));
            assertThat(barrier.why().detail()).isEqualTo("long, not asked");
        });
    }

    @Test
    void a_remote_that_throttles_and_does_not_say_for_how_long_is_left_alone_for_half_a_second_to_a_second() {
        long before = System.nanoTime();
        hear(new Reply.Throttled("429", Optional.empty()));
        long after = System.nanoTime();
        assertThat(gate.barrier(before))
                .hasValueSatisfying(barrier -> assertThat(barrier.until())
                        .isBetween(before + nanos(Duration.ofMillis(500)), after + nanos(Duration.ofSeconds(1))));
    }

    @Test
    void a_remote_that_throttles_never_opens_the_circuit_and_closes_it_for_it_lives() {
        var throttled = new Reply.Throttled("429", Optional.of(Duration.ofSeconds(1)));
        long before = gate.livedAt();
        probe();
        hearProbe(throttled);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(gate.livedAt()).isGreaterThan(before);
        hear(1000, throttled);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_remote_that_throttles_says_nothing_of_the_credentials() {
        var throttled = new Reply.Throttled("429", Optional.empty());
        hear(throttled);
        assertThat(gate.most(now)).isEqualTo(Gate.MOST_REFUSALS);
        for (int i = 0; i < Gate.MOST_REFUSALS; i++) {
            hear(REFUSED);
            hear(throttled);
        }
        assertThat(gate.refusesCredentials()).isTrue();
    }

    @Test
    void an_open_circuit_keeps_everybody_back_until_one_may_probe() {
        open();
        long until = breaker.openUntil();
        assertThat(gate.barrier(until - 1)).hasValueSatisfying(barrier -> {
            assertThat(barrier.until()).isEqualTo(until);
            assertThat(barrier.mayEnd()).isFalse();
            assertThat(barrier.why().reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        });
        assertThat(gate.begin(until - 1)).isFalse();
        assertThat(gate.barrier(until)).isEmpty();
        assertThat(gate.begin(until)).isTrue();
    }

    @Test
    void while_one_probes_the_others_wait_for_what_may_come_sooner() {
        long time = probe();
        assertThat(gate.begin(time)).isFalse();
        assertThat(gate.barrier(time)).hasValueSatisfying(barrier -> {
            assertThat(barrier.mayEnd()).isTrue();
            assertThat(barrier.until()).isGreaterThan(time);
        });
    }

    @Test
    void a_pause_holds_though_the_circuit_would_let_a_probe_pass() {
        open();
        gate.pause("429", Duration.ofSeconds(30), System.nanoTime());
        assertThat(gate.barrier(breaker.openUntil()))
                .hasValueSatisfying(
                        barrier -> assertThat(barrier.why().reason()).isEqualTo(Reason.STATUS));
    }

    @Test
    void a_probe_that_is_answered_lets_all_pass_and_wakes_each_who_waits_once() {
        long time = probe();
        gate.whenChanged(wake);
        gate.whenChanged(wake);
        hearProbe(FOUND);
        assertThat(woken).hasValue(1);
        assertThat(gate.barrier(time)).isEmpty();
        hearProbe(FOUND);
        assertThat(woken).hasValue(1);
        assertThat(breaker.failedProbes()).isZero();
    }

    @Test
    void a_probe_that_fails_is_counted_and_wakes_those_who_wait_though_they_may_still_not_pass() {
        probe();
        gate.whenChanged(wake);
        hearProbe(DOWN);
        assertThat(woken).hasValue(1);
        assertThat(breaker.failedProbes()).isEqualTo(1);
        assertThat(gate.barrier(breaker.openUntil() - 1)).isPresent();
    }

    @Test
    void a_probe_that_is_given_up_is_no_verdict_and_another_one_may_follow_at_once() {
        for (Reply ours : new Reply[] {new Reply.TimedOut(), new Reply.Hindered("no file descriptor")}) {
            probe();
            gate.whenChanged(wake);
            hearProbe(ours);
            assertThat(gate.begin(System.nanoTime())).isTrue();
            hearProbe(FOUND);
        }
        assertThat(woken).hasValue(2);
        assertThat(breaker.failedProbes()).isZero();
    }

    @Test
    void whoever_has_gone_is_not_called_and_not_kept() {
        gate.whenChanged(wake);
        gate.forget(wake);
        assertThat(gate.waiting()).isZero();
        probe();
        hearProbe(FOUND);
        assertThat(woken).hasValue(0);
    }

    @Test
    void a_failure_that_a_retry_may_mend_does_not_open_the_circuit_but_retries_that_fail_do() {
        for (int i = 0; i < 1000; i++) {
            gate.hear(DOWN, false, false, false, 1);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        for (int i = 0; i < CircuitBreaker.FEWEST; i++) {
            gate.hear(DOWN, false, true, false, 1000);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void what_is_our_own_fault_says_nothing_of_the_remote() {
        long before = gate.livedAt();
        for (Reply ours : new Reply[] {new Reply.TimedOut(), new Reply.Hindered("no file descriptor")}) {
            hear(1000, ours);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(gate.livedAt()).isEqualTo(before);
    }

    @Test
    void every_answer_is_a_sign_of_life_and_a_failure_is_none() {
        Reply[] signs = {FOUND, new Reply.Gone(), new Reply.Unusable(Reason.STATUS, "500"), REFUSED};
        for (Reply sign : signs) {
            long before = System.nanoTime();
            hear(sign);
            assertThat(gate.livedAt() - before).isNotNegative();
        }
        long lived = gate.livedAt();
        hear(DOWN);
        assertThat(gate.livedAt()).isEqualTo(lived);
    }

    @Test
    void credentials_that_were_never_accepted_are_tried_with_a_few_requests_for_a_quarter_of_a_second() {
        long trial = nanos(Duration.ofMillis(250));
        gate.begin(now);
        assertThat(gate.most(now)).isEqualTo(Gate.MOST_REFUSALS);
        assertThat(gate.most(now + trial - 1)).isEqualTo(Gate.MOST_REFUSALS);
        assertThat(gate.most(now + trial)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void credentials_that_were_accepted_or_are_not_needed_limit_nobody() {
        assertThat(new Gate(breaker, false).most(now)).isEqualTo(Integer.MAX_VALUE);
        hear(new Reply.Gone());
        assertThat(gate.most(now)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void when_credentials_are_refused_three_times_in_a_row_one_alone_asks_until_they_are_accepted() {
        hear(Gate.MOST_REFUSALS - 1, REFUSED);
        assertThat(gate.refusesCredentials()).isFalse();
        hear(REFUSED);
        assertThat(gate.refusesCredentials()).isTrue();
        assertThat(gate.most(now)).isEqualTo(1);
        hear(FOUND);
        assertThat(gate.refusesCredentials()).isFalse();
        assertThat(gate.most(now)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void refusals_between_which_credentials_were_accepted_are_not_in_a_row() {
        for (int i = 0; i < 10; i++) {
            hear(Gate.MOST_REFUSALS - 1, REFUSED);
            hear(new Reply.Gone());
        }
        assertThat(gate.refusesCredentials()).isFalse();
    }

    @Test
    void a_remote_that_refuses_without_having_been_given_credentials_is_asked_by_one_alone_too() {
        var open = new Gate(breaker, false);
        for (int i = 0; i < Gate.MOST_REFUSALS; i++) {
            open.hear(REFUSED, true, false, false, 1);
        }
        assertThat(open.most(now)).isEqualTo(1);
    }
}
