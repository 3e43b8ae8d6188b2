package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressRaceTest {
    private static final long TIMEOUT = 1000;
    private static final long STAGGER = 250;

    private final AddressRace race = new AddressRace(List.of(address(1), address(2)), 0, TIMEOUT, STAGGER);

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void the_next_address_is_due_when_the_one_before_is_silent() {
        race.next(0);
        assertThat(race.nextEvent()).isEqualTo(STAGGER);
        race.next(STAGGER);
        assertThat(race.nextEvent()).isEqualTo(TIMEOUT);
    }

    @Test
    void nothing_is_due_while_the_processor_is_at_work_and_all_is_later_by_that() {
        race.next(0);
        race.computes();
        assertThat(race.isSlow(2 * TIMEOUT)).isFalse();
        assertThat(race.isExpired(2 * TIMEOUT)).isFalse();
        assertThat(race.nextEvent()).isEqualTo(Long.MAX_VALUE);
        race.hasComputed(10, 2 * TIMEOUT);
        assertThat(race.nextEvent()).isEqualTo(2 * TIMEOUT + STAGGER);
    }
}
