package dev.rollcall.http.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.network.Origin;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large bodies share the permits of the memory. */
@Timeout(60)
final class BodyMemoryTest {
    private static final int LARGE = 900_000;

    private final BodyMemory one = new BodyMemory(1, 1 << 20);

    @Test
    void a_place_is_taken_once() {
        assertThat(one.take()).isTrue();
        assertThat(one.take()).isFalse();
        one.give();
        assertThat(one.take()).isTrue();
    }

    @Test
    void there_is_at_least_one_place() {
        assertThat(BodyMemory.ofHeap().take()).isTrue();
    }

    @Test
    void a_large_body_waits_until_there_is_a_place_and_a_small_one_needs_none() throws Exception {
        assertThat(one.take()).isTrue();
        var large = new ResponseBody(new Framing.Length(LARGE), BodyMemory.USUAL, one);
        var in = new ReceiveBuffer();
        in.add(ByteBuffer.wrap(new byte[LARGE]));
        assertThat(large.advance(in)).isFalse();
        assertThat(large.isStarved()).isTrue();
        var small = new ResponseBody(new Framing.Length(10_000), BodyMemory.USUAL, one);
        var other = new ReceiveBuffer();
        other.add(ByteBuffer.wrap(new byte[10_000]));
        assertThat(small.advance(other)).isTrue();
        one.give();
        assertThat(large.advance(in)).isTrue();
        assertThat(large.length()).isEqualTo(LARGE);
        assertThat(large.yieldsPermit()).isTrue();
        assertThat(large.yieldsPermit()).isFalse();
    }

    @Test
    void many_large_bodies_at_once_come_one_after_the_other() throws Exception {
        try (var peer = new Peer().follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 200 OK⏎Content-Length: %s⏎⏎%s".formatted(LARGE, "x".repeat(LARGE)));
            }
        })) {
            var origin = Origin.of(URI.create(peer.uri()));
            var route = new Route(new Endpoint(origin), Duration.ofSeconds(20), false, one);
            try (var pool = new ConnectionPool(route, 16)) {
                assertThat(lengths(pool, origin, peer.uri())).hasSize(8).containsOnly(LARGE);
            }
        }
        assertThat(one.take()).isTrue();
    }

    private static List<Integer> lengths(ConnectionPool pool, Origin origin, String uri) throws Exception {
        var head = new RequestHead(origin, Map.of());
        Connections connections = pool.take();
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            connections.send(new Get(head.get(uri), i));
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (lengths.size() < 8) {
            connections.await(until);
            for (Outcome ended = connections.next(until); ended != null; ended = connections.next(until)) {
                lengths.add(((Outcome.Received) ended).response().content().remaining());
            }
        }
        connections.next(until);
        pool.give(connections);
        return lengths;
    }

    @SuppressWarnings("ArrayRecordComponent") // told apart by their numbers
    private record Get(byte[] request, int number) implements Exchange {
        @Override
        public void sent() {
            // nobody counts
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Get get && get.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }
}
