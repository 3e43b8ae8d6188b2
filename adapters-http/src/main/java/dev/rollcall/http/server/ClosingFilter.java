package dev.rollcall.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Closes a connection behind its last response (RFC 9112, section 9.6): where the client or we asked for it, which the server
 * alone only announces, and when the server is stopping, which would otherwise wait for the client to send more.
 */
final class ClosingFilter implements Filter {
    private volatile boolean stopping;

    /** From now on every response is the last of its connection. */
    void stop() {
        stopping = true;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (stopping) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        chain.proceed();
        if (stopping || asksToClose(request.headers()) || asksToClose(response.headers())) {
            throw new CloseConnectionException("this was the last response");
        }
    }

    private static boolean asksToClose(Headers headers) {
        return headers.contains(HeaderNames.CONNECTION)
                && headers.get(HeaderNames.CONNECTION).allValues(true).stream()
                        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }
}
