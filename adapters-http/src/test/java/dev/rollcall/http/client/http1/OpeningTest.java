package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpeningTest {
    private static final long TIMEOUT = 1000;
    private static final long STAGGER = 250;

    private final Opening opening = new Opening(
            List.of(new InetSocketAddress("127.0.0.2", 1), new InetSocketAddress("127.0.0.1", 1)), 0, TIMEOUT, STAGGER);

    @Test
    void the_next_address_is_due_when_the_one_before_is_silent() {
        opening.next(0);
        assertThat(opening.nextEvent()).isEqualTo(STAGGER);
        opening.next(STAGGER);
        assertThat(opening.nextEvent()).isEqualTo(TIMEOUT);
    }

    @Test
    void nothing_is_due_while_the_processor_is_at_work_and_all_is_later_by_that() {
        opening.next(0);
        opening.computes();
        assertThat(opening.isSlow(2 * TIMEOUT)).isFalse();
        assertThat(opening.isExpired(2 * TIMEOUT)).isFalse();
        assertThat(opening.nextEvent()).isEqualTo(Long.MAX_VALUE);
        opening.hasComputed(10, 2 * TIMEOUT);
        assertThat(opening.nextEvent()).isEqualTo(2 * TIMEOUT + STAGGER);
    }
}
