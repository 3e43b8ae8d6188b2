package dev.rollcall.http.client.http1;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections are open to a remote, over all who connect to it, and how long it takes to open one and to be answered: moving
 * averages, which say whether another connection is worth it. Safe for use by many threads, which may overwrite each other's
 * measurements.
 */
final class Pace {
    /** What a handshake is expected to cost before one was made: that of a process that has just begun. */
    private static final double COLD_HANDSHAKE = Duration.ofMillis(25).toNanos();
    /** How much time the handshakes that go on at once may take of each processor. */
    private static final double HANDSHAKES = Duration.ofMillis(50).toNanos();

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final int max;
    private volatile double handshake = COLD_HANDSHAKE;
    private volatile double opening;
    private volatile double answer;

    /**
     * Creates it with nothing measured.
     *
     * @param max how many connections may be open for those that are given back to be kept
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

    /** Returns whether so many are open that those at rest are to be closed. */
    boolean isCrowded() {
        return open.get() > max;
    }

    /** A handshake begins. */
    void handshakeBegins() {
        handshakes.incrementAndGet();
    }

    /** A handshake ended, which took the processor for so long; 0 if it didn't come to that. */
    void handshakeEnded(long nanos) {
        handshakes.decrementAndGet();
        if (nanos > 0) {
            // what was slow was so once, when the classes were loaded; what is fast stays so
            double before = handshake;
            handshake = before + (nanos - before) / (nanos < before ? 2 : 8);
        }
    }

    /**
     * Returns whether the processors have time for another handshake: each for one at least, whatever it costs, and for no more than can come
     * to their end soon. More at once would all come too late, be given up, and begin anew.
     */
    boolean hasTimeForHandshake(int computers) {
        int begun = handshakes.get();
        return begun < computers || (begun + 1) * handshake <= HANDSHAKES * computers;
    }

    /** A connection was opened within so long. */
    void openedWithin(long nanos) {
        opening = average(opening, nanos);
    }

    /** A request was answered within so long. */
    void answeredWithin(long nanos) {
        answer = average(answer, nanos);
    }

    private static double average(double before, long nanos) {
        return before == 0 ? nanos : before + (nanos - before) / 8;
    }

    /** Returns how long it takes to open a connection, in nanoseconds; 0 if none was opened yet. */
    long opening() {
        return (long) opening;
    }

    /** Returns whether so many who wait for so many connections would wait longer for them than for another one. */
    boolean isWorthAnother(int waiting, int connections) {
        return answer == 0 || answer * waiting / Math.max(1, connections) > opening;
    }
}
