package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.SharedRequests.Shareable;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RemoteStatsTest {
    private static final UserId ID = new UserId("7");

    private final Remote remote = remote("http://127.0.0.1:9/users/{id}");
    private final RemoteStats stats = remote.stats();

    private static Remote remote(String uri) {
        Upstream upstream = Upstream.of(new UriTemplate(uri));
        return Remote.of(upstream, new Endpoint(upstream.uri().origin()));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            remote.gate().hear(new Reply.Unavailable(Reason.STATUS, "503", Optional.empty()), true, false, false, 1);
        }
    }

    @Test
    void nothing_came_of_a_remote_that_was_never_asked() {
        assertThat(stats.present() + stats.absent() + stats.late() + stats.failed())
                .isZero();
        assertThat(stats.requests() + stats.retries() + stats.saved()).isZero();
        assertThat(stats.connections() + stats.inFlight() + stats.shareable()).isZero();
        assertThat(stats.isCircuitOpen()).isFalse();
    }

    @Test
    void each_outcome_is_counted_by_itself() {
        stats.answer(new Answer.Present(new User(ID, "Ann", ""), Attempts.NONE));
        for (int i = 0; i < 2; i++) {
            stats.answer(new Answer.Absent(ID, Attempts.NONE));
        }
        for (int i = 0; i < 3; i++) {
            stats.answer(new Answer.Late(ID, Attempts.NONE));
        }
        for (int i = 0; i < 4; i++) {
            stats.answer(new Answer.Failed(ID, Reason.STATUS, "500", Attempts.NONE));
        }
        assertThat(stats.present()).isEqualTo(1);
        assertThat(stats.absent()).isEqualTo(2);
        assertThat(stats.late()).isEqualTo(3);
        assertThat(stats.failed()).isEqualTo(4);
    }

    @Test
    void a_request_that_is_not_the_first_for_its_id_is_a_retry_and_a_request_too() {
        stats.request(true);
        stats.request(true);
        stats.request(false);
        assertThat(stats.requests()).isEqualTo(3);
        assertThat(stats.retries()).isEqualTo(1);
    }

    @Test
    void a_request_that_was_saved_is_no_request() {
        stats.share();
        assertThat(stats.saved()).isEqualTo(1);
        assertThat(stats.requests()).isZero();
    }

    @Test
    void slots_that_are_taken_are_in_flight_until_they_are_given_back() {
        remote.slots().take(3, 0);
        assertThat(stats.inFlight()).isEqualTo(3);
        remote.slots().give(2);
        assertThat(stats.inFlight()).isEqualTo(1);
    }

    @Test
    void what_can_be_shared_is_counted_until_it_landed() {
        Shareable shareable = remote.shared().begin(ID, System.nanoTime());
        assertThat(stats.shareable()).isEqualTo(1);
        shareable.end();
        assertThat(stats.shareable()).isZero();
    }

    @Test
    void a_retry_that_is_made_is_not_left() {
        int left = stats.retriesLeft();
        assertThat(left).isPositive();
        remote.budget().withdraw();
        assertThat(stats.retriesLeft()).isLessThan(left);
    }

    @Test
    void the_circuit_is_open_until_a_probe_was_answered() throws InterruptedException {
        fail(CircuitBreaker.FEWEST - 1);
        assertThat(stats.isCircuitOpen()).isFalse();
        fail(1);
        assertThat(stats.isCircuitOpen()).isTrue();
        while (!remote.gate().begin(System.nanoTime())) {
            Thread.onSpinWait();
        }
        assertThat(stats.isCircuitOpen()).isTrue();
        remote.gate().hear(new Reply.Gone(), true, false, true, 1);
        assertThat(stats.isCircuitOpen()).isFalse();
    }

    @Test
    void a_connection_is_counted_in_use_or_not_until_it_is_closed() throws Exception {
        try (var peer = new Peer()) {
            Remote near = remote("http://127.0.0.1:%s/users/{id}".formatted(peer.port()));
            try (Connections connections = near.pool().take()) {
                connections.send(new Unsaid());
                assertThat(near.stats().connections()).isEqualTo(1);
            }
            assertThat(near.stats().connections()).isZero();
        }
    }

    /** Many threads count concurrently, and nothing is lost. */
    @Test
    void many_threads_count_together() {
        IntStream.range(0, 10_000).parallel().forEach(i -> stats.request(i % 2 == 0));
        assertThat(stats.requests()).isEqualTo(10_000);
        assertThat(stats.retries()).isEqualTo(5_000);
    }

    /** An exchange without callbacks. */
    private static final class Unsaid implements Exchange {
        @Override
        public byte[] request() {
            return new byte[0];
        }

        @Override
        public void sent() {
            // nobody counts
        }
    }
}
