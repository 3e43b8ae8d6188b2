package dev.rollcall.http.client.http1;

import java.time.Duration;

/**
 * Counts the time that the remote was given: it goes on while this process waits, and hardly while it is busy, so that what it
 * takes for itself, or can't get of a busy machine, isn't laid to the remote. For one thread.
 */
final class RemoteClock {
    /** What this process may take between two looks before the clock stands still. */
    private static final long BUSY = Duration.ofMillis(10).toNanos();

    private long given;
    private long lookedAt = System.nanoTime();

    /** Returns the time that was given until now, in nanoseconds from any beginning. */
    long now() {
        return given;
    }

    /** Nothing was waited for until now. */
    void restart() {
        lookedAt = System.nanoTime();
    }

    /** Begins to wait, at most until then. Returns what is to be given to {@link #waited}. */
    long waits(long until) {
        long now = System.nanoTime();
        given += Math.min(now - lookedAt, BUSY);
        lookedAt = now;
        return Math.max(0, until - now);
    }

    /** Has waited, which was to be so long at most. */
    void waited(long atMost) {
        long now = System.nanoTime();
        given += Math.min(now - lookedAt, atMost + BUSY);
        lookedAt = now;
    }
}
