package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final int PROCESSORS = 2;

    private final Pace pace = new Pace(16);

    @Test
    void each_processor_has_time_for_a_handshake_whatever_it_costs_but_for_no_more_that_would_end_too_late() {
        cost(TimeUnit.SECONDS.toNanos(10));
        assertThat(pace.hasTimeForHandshake(PROCESSORS)).isTrue();
        pace.handshakeBegins();
        assertThat(pace.hasTimeForHandshake(PROCESSORS)).isTrue();
        pace.handshakeBegins();
        assertThat(pace.hasTimeForHandshake(PROCESSORS)).isFalse();
    }

    @Test
    void many_that_are_cheap_go_on_at_once() {
        for (int i = 0; i < 20; i++) {
            cost(TimeUnit.MICROSECONDS.toNanos(500));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pace.hasTimeForHandshake(PROCESSORS)).isTrue();
            pace.handshakeBegins();
        }
    }

    private void cost(long nanos) {
        pace.handshakeBegins();
        pace.handshakeEnded(nanos);
    }
}
