package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Connections} as a client of one request at a time. */
public final class Client implements AutoCloseable {
    private final RequestHead head;
    private final Pool pool;

    public Client(String uri, Map<String, String> fields) {
        this(Origin.of(URI.create(uri)), fields);
    }

    public Client(Origin origin, Map<String, String> fields) {
        this(new Endpoint(origin), origin, fields);
    }

    public Client(Endpoint endpoint, Origin origin, Map<String, String> fields) {
        this(new Pool(endpoint, 16), origin, fields);
    }

    public Client(Pool pool, Origin origin, Map<String, String> fields) {
        this.head = new RequestHead(origin, fields);
        this.pool = pool;
    }

    /**
     * Makes a request and waits for the response.
     *
     * @param deadline a value of {@link System#nanoTime()}
     * @throws HttpTimeoutException if it comes first
     */
    public Response get(String uri, long deadline) throws IOException, InterruptedException {
        Connections connections = pool.take();
        var get = new Get(head.get(uri));
        try {
            connections.send(get);
            while (!get.hasEnded() && System.nanoTime() - deadline < 0) {
                connections.await(deadline);
            }
            return get.outcome(connections);
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

    private static final class Get implements Exchange {
        private final byte[] request;
        private @Nullable Response response;
        private @Nullable IOException failure;

        Get(byte[] request) {
            this.request = request;
        }

        @Override
        public byte[] request() {
            return request;
        }

        @Override
        public void received(Response received) {
            response = received;
        }

        @Override
        public void broke(IOException broken) {
            failure = broken;
        }

        boolean hasEnded() {
            return response != null || failure != null;
        }

        Response outcome(Connections connections) throws IOException {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(response)
                    .or(() -> connections.cancel(this))
                    .orElseThrow(() -> new HttpTimeoutException("no answer before the deadline"));
        }
    }
}
