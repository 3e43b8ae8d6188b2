package dev.rollcall.http.server.web;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** What an endpoint answers: a {@link Response}, or a {@link Stream}. */
public interface Sendable {
    /**
     * Sends this, without the body if the request asks for the head alone.
     *
     * @throws IOException if the client went away
     * @throws InterruptedException if the server is stopping
     */
    void send(ServerRequest request, ServerResponse response) throws IOException, InterruptedException;
}
