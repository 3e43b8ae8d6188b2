package dev.rollcall.http.client.http1;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A single request on the connections of a pool: sends it, and waits for its response on the calling thread. */
public final class RoundTrip {
    private RoundTrip() {}

    /** A request that needs nothing but to be sent. */
    private static final class Once implements Exchange {
        private final byte[] request;

        Once(byte[] request) {
            this.request = request;
        }

        @Override
        public byte[] request() {
            return request;
        }

        @Override
        public void sent() {
            // nobody counts it
        }

        @Override
        public boolean mustBeSure() {
            return true;
        }
    }

    /**
     * Sends a request, which may be sent again if the connection was closed before the response began.
     *
     * @param request a complete request
     * @param timeout how long it may take, longer than zero
     * @return its response, or why there is none
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     * @throws java.io.UncheckedIOException if this process has no file descriptor left
     */
    public static Outcome of(ConnectionPool pool, byte[] request, Duration timeout) throws InterruptedException {
        var exchange = new Once(request);
        Connections connections = pool.take();
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            connections.send(exchange);
            while (System.nanoTime() - deadline < 0) {
                connections.await(deadline);
                Outcome outcome = connections.next(deadline);
                if (outcome != null) {
                    return outcome;
                }
            }
            return new Outcome.Broke(
                    exchange, new SocketTimeoutException("no answer in %s ms".formatted(timeout.toMillis())), false);
        } finally {
            connections.cancel(exchange);
            connections.release();
            pool.give(connections);
        }
    }
}
