package dev.rollcall.http.client.credentials;

import java.util.Optional;

/**
 * The value of {@code Authorization} in requests to one remote (RFC 9110, section 11.6.2), which may change. It never blocks. Safe for use
 * by many threads.
 */
public interface Authorization extends AutoCloseable {
    /** Returns the value to send now; empty if none is sent, or none is valid. */
    Optional<String> current();

    /** Returns why no request may be sent now; empty if it may. Begins to renew the value if it is time. */
    default Optional<Missing> missing(long now) {
        return Optional.empty();
    }

    /**
     * The remote rejected a value (401). Begins to renew it, unless a renewed one was rejected, too.
     *
     * @param used the value that was rejected
     * @return whether the request is to be sent again, with another value
     */
    default boolean rejected(String used, long now) {
        return false;
    }

    /** The remote accepted a value. */
    default void accepted(String used) {}

    /** Registers a callback for the end of the renewal under way, or calls it now if that has ended; it is called once and must not block. */
    default void whenRenewed(Runnable wake) {}

    /** Removes a callback. */
    default void forget(Runnable wake) {}

    /** Ends what it does in the background. */
    @Override
    default void close() {}

    /**
     * Why there is no valid value.
     *
     * @param until when to check again, a value of {@link System#nanoTime()}
     * @param mayEnd whether a renewal is under way, which may end earlier
     * @param why for a person
     * @param failures how many renewals have failed so far: whoever waits for one gives up when that changes
     */
    record Missing(long until, boolean mayEnd, String why, int failures) {}
}
