package dev.rollcall.http.client.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.shared.CircuitBreaker.State;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CircuitBreaker breaker = new CircuitBreaker();

    private void fail(int times, long now, int inFlight) {
        for (int i = 0; i < times; i++) {
            breaker.failed(now, false, inFlight);
        }
    }

    private void open() {
        fail(20, SECOND, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void opens_when_twenty_failed() {
        fail(19, SECOND, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1, SECOND, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void does_not_open_before_as_many_failed_as_are_in_flight() {
        fail(63, SECOND, 64);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1, SECOND, 64);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void does_not_open_while_a_quarter_succeeds() {
        for (int i = 0; i < 100; i++) {
            fail(3, SECOND, 1);
            breaker.succeeded(SECOND);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opens_when_twenty_retries_failed_in_a_row_whatever_was_before() {
        for (int i = 0; i < 1000; i++) {
            breaker.succeeded(SECOND);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            breaker.failed(SECOND, true, 64);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void forgets_after_ten_seconds() {
        fail(19, SECOND, 1);
        fail(19, 12 * SECOND, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void lets_one_probe_pass_after_a_second() {
        open();
        assertThat(breaker.probe(2 * SECOND - 1)).isFalse();
        assertThat(breaker.probe(2 * SECOND)).isTrue();
        assertThat(breaker.probe(2 * SECOND)).isFalse();
    }

    @Test
    void closes_when_the_probe_succeeds_and_begins_anew() {
        open();
        breaker.probe(2 * SECOND);
        assertThat(breaker.succeeded(2 * SECOND)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(4, 2 * SECOND, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void is_open_for_another_second_when_the_probe_fails() {
        open();
        breaker.probe(2 * SECOND);
        breaker.probeFailed(3 * SECOND, true);
        assertThat(breaker.failedProbes()).isEqualTo(1);
        assertThat(breaker.openUntil()).isEqualTo(4 * SECOND);
    }

    @Test
    void lets_another_probe_pass_at_once_when_one_was_given_up() {
        open();
        breaker.probe(2 * SECOND);
        breaker.probeFailed(2 * SECOND + 1, false);
        assertThat(breaker.failedProbes()).isZero();
        assertThat(breaker.probe(2 * SECOND + 1)).isTrue();
    }
}
