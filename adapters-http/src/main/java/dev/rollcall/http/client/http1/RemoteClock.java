package dev.rollcall.http.client.http1;

import java.time.Duration;

/**
 * Measures remote time: the time that the remote had to respond. It runs while this process waits, and hardly while it is busy, so that
 * time that this process needs itself, or lacks on a busy machine, isn't charged to the remote. For one thread.
 */
final class RemoteClock {
    /** How long this process may be busy before the clock stops. */
    private static final long BUSY = Duration.ofMillis(10).toNanos();

    private long given;
    private long lookedAt = System.nanoTime();

    /** Returns the remote time, in nanoseconds from any origin. */
    long now() {
        return given;
    }

    /** Skips the time since the last measurement. */
    void restart() {
        lookedAt = System.nanoTime();
    }

    /** Starts waiting, at most until then. Returns the argument of {@link #waited}. */
    long waits(long until) {
        long now = System.nanoTime();
        given += Math.min(now - lookedAt, BUSY);
        lookedAt = now;
        return Math.max(0, until - now);
    }

    /** Ends waiting, of which at most so many nanoseconds count. */
    void waited(long atMost) {
        long now = System.nanoTime();
        given += Math.min(now - lookedAt, atMost + BUSY);
        lookedAt = now;
    }
}
