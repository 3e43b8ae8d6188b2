package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.network.Origin;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectionPoolTest {
    private final Peer peer = new Peer();
    private final Origin origin = Origin.of(URI.create(peer.uri()));
    private final Route route = Client.route(new Endpoint(origin));
    private final CountDownLatch gone = new CountDownLatch(1);

    @BeforeEach
    void answer() {
        peer.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 204 No Content⏎⏎");
            }
            gone.countDown();
        });
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    private void get(ConnectionPool pool) throws Exception {
        var client = new Client(pool, origin, Map.of());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        assertThat(client.get(peer.uri(), deadline).status()).isEqualTo(204);
    }

    @Test
    void what_was_given_last_is_taken_first_and_once() throws Exception {
        try (var pool = new ConnectionPool(route, 16)) {
            Connections one = pool.take();
            Connections other = pool.take();
            assertThat(other).isNotSameAs(one);
            one.close();
            pool.give(other);
            get(pool);
            get(pool);
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(pool.open()).isEqualTo(1);
        }
    }

    @Test
    void what_rests_too_long_is_closed_by_itself() throws Exception {
        try (var pool = new ConnectionPool(route, 16, Duration.ofMillis(20))) {
            get(pool);
            gone.await();
            while (pool.open() > 0 && !Thread.interrupted()) {
                Thread.onSpinWait();
            }
            get(pool);
        }
        assertThat(peer.connections()).isEqualTo(2);
    }

    @Test
    void nothing_is_kept_while_more_are_open_than_allowed() throws Exception {
        try (var pool = new ConnectionPool(route, 0)) {
            get(pool);
            get(pool);
            assertThat(pool.open()).isZero();
        }
        assertThat(peer.connections()).isEqualTo(2);
    }

    @Test
    void what_rests_is_closed_when_the_pool_is() throws Exception {
        var pool = new ConnectionPool(route, 16);
        get(pool);
        pool.close();
        gone.await();
        assertThat(pool.open()).isZero();
        get(pool);
        assertThat(pool.open()).isZero();
    }
}
