package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpeningTest {
    private static final long TIMEOUT = 1000;
    private static final long STAGGER = 250;

    private final Opening opening = new Opening(List.of(address(1), address(2)), 0, TIMEOUT, STAGGER);

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

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
