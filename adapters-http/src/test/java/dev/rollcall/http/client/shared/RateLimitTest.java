package dev.rollcall.http.client.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private static final long TENTH = Duration.ofMillis(100).toNanos();

    private final RateLimit rate = new RateLimit(OptionalDouble.of(10));
    private final long now = System.nanoTime() + Duration.ofHours(1).toNanos();

    private long[] reserved(int count) {
        return LongStream.generate(() -> rate.reserve(now)).limit(count).toArray();
    }

    @Test
    void requests_are_spaced_evenly_from_the_first_on() {
        long[] times = reserved(4);
        assertThat(times[0]).isLessThanOrEqualTo(now);
        assertThat(times).containsExactly(times[0], times[0] + TENTH, times[0] + 2 * TENTH, times[0] + 3 * TENTH);
    }

    @Test
    void time_that_nobody_used_is_made_up_for_by_a_moment_at_most() {
        assertThat(now - reserved(1)[0]).isEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void the_last_reservation_may_be_given_back() {
        long[] times = reserved(2);
        rate.giveBack(times[0]);
        assertThat(rate.next(now)).isEqualTo(times[1] + TENTH);
        rate.giveBack(times[1]);
        assertThat(rate.next(now)).isEqualTo(times[1]);
    }

    @Test
    void without_a_limit_every_request_may_be_sent_now() {
        var none = new RateLimit(OptionalDouble.empty());
        assertThat(LongStream.generate(() -> none.reserve(now)).limit(100)).containsOnly(now);
    }
}
