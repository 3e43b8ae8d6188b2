package dev.rollcall.http.client.shared;

import java.time.Duration;
import java.util.Arrays;

/**
 * Circuit breaker of a remote. It opens for a second after 20 failed retries without a success between them, or when 80 % of the requests
 * within ten seconds failed. Then it is half-open: one request probes the remote, and its result closes or reopens it. Safe for use by
 * many threads.
 *
 * <p>A failure that will be retried doesn't count, unless it was a retry itself. The 80 % apply from as many failures on as there are
 * requests in flight, and at least 20.
 */
public final class CircuitBreaker {
    /** How long it stays open before a probe. */
    static final Duration OPEN = Duration.ofSeconds(1);
    /** The fewest failures that open it. */
    public static final int FEWEST = 20;

    private static final int MOST_PERCENT = 80;
    private static final long SLOT = 1_000_000_000L;
    private static final int SLOTS = 10;

    private final int[] succeeded = new int[SLOTS];
    private final int[] failed = new int[SLOTS];
    private long second;
    private State state = State.CLOSED;
    private long openUntil;
    private int failedProbes;
    private int retriesInARow;

    /** The state of the breaker. */
    public enum State {
        /** All requests pass. */
        CLOSED,
        /** No request passes; once its time is over, the next one may probe. */
        OPEN,
        /** Half-open: a probe is in flight, and no other request passes. */
        PROBING
    }

    /** Returns the current state. */
    public synchronized State state() {
        return state;
    }

    /** Returns when it may be probed, a value of {@link System#nanoTime()}. */
    synchronized long openUntil() {
        return openUntil;
    }

    /** Returns how many probes have failed since the start. */
    synchronized int failedProbes() {
        return failedProbes;
    }

    /** Half-opens it if its time is over. Returns whether the next request is the probe. */
    synchronized boolean probe(long now) {
        if (state != State.OPEN || openUntil - now > 0) {
            return false;
        }
        state = State.PROBING;
        return true;
    }

    /** Records a response that shows that the remote is alive. Returns whether that closed the breaker. */
    synchronized boolean succeeded(long now) {
        advance(now);
        succeeded[index(second)]++;
        retriesInARow = 0;
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        Arrays.fill(failed, 0);
        return true;
    }

    /**
     * Records the failure of a request that is final, or was a retry.
     *
     * @param isRetry whether it was a retry
     * @param inFlight how many requests are in flight
     */
    synchronized void failed(long now, boolean isRetry, int inFlight) {
        advance(now);
        failed[index(second)]++;
        retriesInARow += isRetry ? 1 : 0;
        if (state == State.CLOSED && (retriesInARow >= FEWEST || isMostlyFailing(inFlight))) {
            open(now);
        }
    }

    private boolean isMostlyFailing(int inFlight) {
        int bad = Arrays.stream(failed).sum();
        int all = bad + Arrays.stream(succeeded).sum();
        return bad >= Math.max(FEWEST, inFlight) && 100L * bad >= (long) MOST_PERCENT * all;
    }

    private void open(long now) {
        state = State.OPEN;
        retriesInARow = 0;
        openUntil = now + OPEN.toNanos();
    }

    /**
     * Records that the probe failed or was cancelled.
     *
     * @param isVerdict whether the remote failed; false if it didn't get the time to respond, then another probe may follow at once
     */
    synchronized void probeFailed(long now, boolean isVerdict) {
        if (state == State.PROBING) {
            failedProbes += isVerdict ? 1 : 0;
            open(now);
            openUntil = isVerdict ? openUntil : now;
        }
    }

    private void advance(long now) {
        long then = now / SLOT;
        for (long passed = Math.max(second + 1, then - SLOTS + 1); passed <= then; passed++) {
            succeeded[index(passed)] = 0;
            failed[index(passed)] = 0;
        }
        second = Math.max(second, then);
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SLOTS);
    }
}
