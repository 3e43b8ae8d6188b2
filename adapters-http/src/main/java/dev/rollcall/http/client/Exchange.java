package dev.rollcall.http.client;

import java.io.IOException;

/** A request that was sent and will be answered. For one thread; either it is received, or it is cancelled. */
interface Exchange {
    /**
     * Waits for the head of the response; interim responses (1xx) are passed over.
     *
     * <p>A connection that was used before and turns out to be closed, with nothing received, is no failure: the request is sent
     * once more on a fresh one (RFC 9112, section 9.3.1, allows that for {@code GET}).
     *
     * @throws Malformed if what comes is no HTTP response; the connection is closed
     * @throws IOException if the connection breaks, or the deadline comes first
     */
    Response receive() throws IOException;

    /** Gives the request up, and its connection with it. Does nothing once it was received. */
    void cancel();
}
