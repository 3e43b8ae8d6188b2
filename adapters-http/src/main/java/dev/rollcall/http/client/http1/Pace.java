package dev.rollcall.http.client.http1;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures all connections to a remote: how many are open, and moving averages of the time to open one and of the response time, which
 * tell whether another connection pays. Safe for use by many threads, which may overwrite each other's measurements.
 */
final class Pace {
    /** The expected CPU time of the first handshake, in a process that has just started. */
    private static final double COLD_HANDSHAKE = Duration.ofMillis(25).toNanos();
    /** How much CPU time concurrent handshakes may take per processor. */
    private static final double HANDSHAKES = Duration.ofMillis(50).toNanos();

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final int max;
    private volatile double handshake = COLD_HANDSHAKE;
    private volatile double opening;
    private volatile double answer;

    /**
     * Creates it without measurements.
     *
     * @param max the number of open connections beyond which idle ones are closed
     */
    Pace(int max) {
        this.max = max;
    }

    int open() {
        return open.get();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /** Returns whether so many are open that idle ones should be closed. */
    boolean isCrowded() {
        return open.get() > max;
    }

    void handshakeBegins() {
        handshakes.incrementAndGet();
    }

    /** A handshake ended, after so much CPU time; 0 if it never ran. */
    void handshakeEnded(long nanos) {
        handshakes.decrementAndGet();
        if (nanos > 0) {
            // slow ones include class loading and are outliers; fast ones are typical
            double before = handshake;
            handshake = before + (nanos - before) / (nanos < before ? 2 : 8);
        }
    }

    /**
     * Returns whether the processors have time for another handshake: one each in any case, and beyond that as many as can finish soon.
     * More at once would all time out and start over.
     */
    boolean hasTimeForHandshake(int computers) {
        int begun = handshakes.get();
        return begun < computers || (begun + 1) * handshake <= HANDSHAKES * computers;
    }

    void openedWithin(long nanos) {
        opening = average(opening, nanos);
    }

    void answeredWithin(long nanos) {
        answer = average(answer, nanos);
    }

    private static double average(double before, long nanos) {
        return before == 0 ? nanos : before + (nanos - before) / 8;
    }

    /** Returns the average time to open a connection, in nanoseconds; 0 if none was opened yet. */
    long opening() {
        return (long) opening;
    }

    /** Returns whether opening another connection takes less time than waiting for one of the given connections. */
    boolean isWorthAnother(int waiting, int connections) {
        return answer == 0 || answer * waiting / Math.max(1, connections) > opening;
    }
}
