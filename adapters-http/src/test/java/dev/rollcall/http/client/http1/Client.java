package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client for one request at a time over {@link Connections}. */
public final class Client implements AutoCloseable {
    private final RequestHead head;
    private final ConnectionPool pool;

    public Client(String uri, Map<String, String> fields) {
        this(Origin.of(URI.create(uri)), fields);
    }

    public Client(Origin origin, Map<String, String> fields) {
        this(new Endpoint(origin), origin, fields);
    }

    public Client(Endpoint endpoint, Origin origin, Map<String, String> fields) {
        this(new ConnectionPool(route(endpoint), 16), origin, fields);
    }

    /** Creates a client of an origin in a network. */
    public Client(Network network, Origin origin, Map<String, String> fields) {
        this.head = new RequestHead(origin, network, fields);
        this.pool = new ConnectionPool(route(new Endpoint(origin, network)), 16);
    }

    public Client(ConnectionPool pool, Origin origin, Map<String, String> fields) {
        this.head = new RequestHead(origin, fields);
        this.pool = pool;
    }

    /** Returns a default route to an endpoint, with a generous time-out. */
    public static Route route(Endpoint endpoint) {
        return new Route(endpoint, Duration.ofSeconds(20), false, BodyMemory.ofHeap());
    }

    /**
     * Makes a request and waits for the response.
     *
     * @param deadline a value of {@link System#nanoTime()}
     * @throws HttpTimeoutException if it comes first
     */
    public RemoteResponse get(String uri, long deadline) throws IOException, InterruptedException {
        Connections connections = pool.take();
        var get = new Get(head.get(uri));
        try {
            connections.send(get);
            Outcome outcome = connections.next(deadline);
            while (outcome == null && System.nanoTime() - deadline < 0) {
                connections.await(deadline);
                outcome = connections.next(deadline);
            }
            return response(connections, get, outcome);
        } finally {
            connections.cancel(get);
            connections.release();
            pool.give(connections);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static RemoteResponse response(Connections connections, Get get, @Nullable Outcome outcome)
            throws IOException {
        return switch (outcome) {
            case Outcome.Received received -> received.response();
            case Outcome.Broke broke -> throw broke.failure();
            case null ->
                connections.cancel(get).orElseThrow(() -> new HttpTimeoutException("no answer before the deadline"));
        };
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Get(byte[] request) implements Exchange {
        @Override
        public void sent() {
            // nobody counts
        }
    }
}
