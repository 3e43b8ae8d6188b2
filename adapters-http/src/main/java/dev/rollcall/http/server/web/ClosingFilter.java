package dev.rollcall.http.server.web;

import dev.rollcall.http.server.connection.Peer;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections after their last response, and drains the server before it stops: new requests are refused, those in flight
 * completed.
 *
 * <p>Helidon alone announces that it will close a connection (RFC 9112, section 9.6) but leaves it open; and when it stops, it waits for
 * every client that has sent only the first line of a request.
 */
public final class ClosingFilter implements Filter {
    private boolean stopping;
    private int inFlight;

    /** Refuses requests from now on. Returns when those in flight are answered, or the grace period is over. */
    public synchronized void drain(Duration grace) throws InterruptedException {
        stopping = true;
        long end = System.nanoTime() + grace.toNanos();
        while (inFlight > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!begin()) {
            Problems.response(Problems.STOPPING, request).send(request, response);
            throw new CloseConnectionException("the server is stopping");
        }
        Peer peer = Peer.of(request);
        response.beforeSend(() -> {
            if (peer.awaitsContinue()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
        });
        try {
            chain.proceed();
        } finally {
            peer.answered();
            end();
        }
        if (isStopping() || isClosing(request.headers()) || isClosing(response.headers())) {
            throw new CloseConnectionException("this was the last response");
        }
    }

    private synchronized boolean begin() {
        inFlight += stopping ? 0 : 1;
        return !stopping;
    }

    private synchronized void end() {
        inFlight--;
        notifyAll();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private static boolean isClosing(Headers headers) {
        return headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }
}
