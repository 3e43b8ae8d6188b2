package dev.rollcall.http.server.web;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** The result of an endpoint: a {@link Response} or a {@link Stream}. */
public interface Sendable {
    /**
     * Sends it, for a HEAD request without the body.
     *
     * @throws IOException if the client disconnects
     * @throws InterruptedException if the server is stopping
     */
    void send(ServerRequest request, ServerResponse response) throws IOException, InterruptedException;
}
