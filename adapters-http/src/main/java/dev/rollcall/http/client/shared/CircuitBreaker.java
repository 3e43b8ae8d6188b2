package dev.rollcall.http.client.shared;

import java.time.Duration;
import java.util.Arrays;

/**
 * Keeps requests from a remote that is down: when 20 retries failed and nothing else came meanwhile, or 80 % of all requests within ten
 * seconds failed, it is open for a second; then one request probes the remote, and closes it or opens it again. Safe for use by many
 * threads.
 *
 * <p>Failures that a retry may mend don't count; and for the 80 % there must be as many of the others as requests are in flight at once,
 * and at least 20.
 */
public final class CircuitBreaker {
    /** How long it is open before the remote is probed. */
    static final Duration OPEN = Duration.ofSeconds(1);
    /** The fewest failures with which it opens. */
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

    /** What it does with requests. */
    public enum State {
        /** Lets them pass. */
        CLOSED,
        /** Lets none pass. */
        OPEN,
        /** Has let one pass, and waits for what comes of it. */
        PROBING
    }

    /** Returns what it does with requests now; when it was open for long enough, one may probe the remote. */
    public synchronized State state() {
        return state;
    }

    /** Returns until when it is open, a value of {@link System#nanoTime()}. */
    synchronized long openUntil() {
        return openUntil;
    }

    /** Returns how many probes failed since ever. */
    synchronized int failedProbes() {
        return failedProbes;
    }

    /** Begins to probe, if it is time. Returns whether the next request is the probe. */
    synchronized boolean probe(long now) {
        if (state != State.OPEN || openUntil - now > 0) {
            return false;
        }
        state = State.PROBING;
        return true;
    }

    /** A request was answered in a way that shows that the remote lives. Returns whether that changes anything for those who wait. */
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
     * A request failed, and a retry doesn't mend it.
     *
     * @param isRetry whether it was a retry itself
     * @param inFlight how many requests are in flight at once
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
     * The probe failed, or was given up.
     *
     * @param isVerdict whether the remote failed; not if it wasn't given the time that it needs
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
