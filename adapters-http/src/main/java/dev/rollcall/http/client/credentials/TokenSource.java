package dev.rollcall.http.client.credentials;

import java.time.Duration;
import java.util.Optional;

/** Asks for tokens. Its text is what grants them, for a person. */
interface TokenSource extends AutoCloseable {
    /**
     * A token.
     *
     * @param token the access token
     * @param lifetime how long it is valid; empty if that isn't told
     */
    record Grant(String token, Optional<Duration> lifetime) {}

    /**
     * Asks for a token, and waits for it.
     *
     * @throws TokenFailure if none is granted
     * @throws InterruptedException if the calling thread was interrupted
     */
    Grant grant() throws TokenFailure, InterruptedException;

    @Override
    default void close() {}
}
