package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A remote with two addresses, of which the first is silent. */
@Timeout(60)
final class SilentAddressTest {
    private final Peer peer = new Peer().follow(visitor -> {
        while (visitor.request() != null) {
            visitor.send("HTTP/1.1 204 No Content⏎⏎");
        }
    });
    private final SilentAddress silent;

    SilentAddressTest() throws IOException {
        silent = new SilentAddress(peer.port());
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
        peer.close();
    }

    private Origin origin() {
        return new Origin(false, "two.example", peer.port(), "http://two.example:" + peer.port());
    }

    private Client client(Endpoint endpoint, Duration timeout) {
        return new Client(
                new ConnectionPool(new Route(endpoint, timeout, false, BodyMemory.ofHeap()), 16), origin(), Map.of());
    }

    private RemoteResponse get(Client client) throws IOException, InterruptedException {
        return client.get(
                "http://two.example:%s/".formatted(peer.port()), System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void the_other_is_tried_soon_and_preferred_from_then_on() throws Exception {
        Endpoint endpoint = silent.endpoint(origin());
        try (Client client = client(endpoint, Duration.ofSeconds(20))) {
            long began = System.nanoTime();
            assertThat(get(client).status()).isEqualTo(204);
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
        assertThat(endpoint.addresses(() -> {}).orElseThrow())
                .first()
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()));
    }

    @Test
    void a_short_time_is_shared_among_the_addresses() throws Exception {
        try (Client client = client(silent.endpoint(origin()), Duration.ofMillis(600))) {
            assertThat(get(client).status()).isEqualTo(204);
        }
    }

    @Test
    void a_remote_all_of_whose_addresses_are_silent_takes_no_longer_than_it_may() {
        var alone = new Endpoint(origin(), Certificate::context, host -> List.of(silent.address()));
        try (Client client = client(alone, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> get(client))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no connection in 500 ms");
        }
    }
}
