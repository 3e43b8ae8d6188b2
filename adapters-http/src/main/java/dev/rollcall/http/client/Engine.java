package dev.rollcall.http.client;

import java.io.IOException;

/**
 * What carries requests to one remote, and its responses back. Safe for use by many threads; it keeps connections open between
 * requests.
 *
 * <p>Every method blocks, in the thread that calls it. An interrupt of a virtual thread ends what it waits for, and frees the
 * socket; other threads wait for the deadline.
 */
interface Engine extends AutoCloseable {
    /**
     * Sends a {@code GET}. The response is waited for by {@link Exchange#receive()}, so that one thread can have several
     * requests on their way.
     *
     * @param uri an absolute URI of this remote
     * @param deadline a value of {@link System#nanoTime()}, at most a day from now; it covers connecting, this method, the
     *     response and its body. What still waits then ends with an {@code IOException}
     * @throws IOException if the request could not be sent
     */
    Exchange send(String uri, long deadline) throws IOException;

    /** Closes the idle connections, and those in use as soon as they are idle. */
    @Override
    void close();
}
