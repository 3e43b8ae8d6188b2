package dev.rollcall.http.client.shared;

import java.util.function.LongSupplier;

/**
 * Keeps retries from becoming a storm: over any ten seconds there are at most 10 for each second, and one for every five first
 * attempts. When it is empty, a failure stands. Safe for use by many threads.
 *
 * <p>The idea is that of Finagle's retry budget: a first attempt puts in a fifth of a token, a retry takes out one, and what was
 * put in or taken out is forgotten after ten seconds.
 */
public final class RetryBudget {
    private static final long SLOT = 1_000_000_000L;
    private static final int SLOTS = 10;
    /** The first attempts that pay for a retry. */
    private static final int PRICE = 5;
    /** What is always there, in first attempts: 10 retries a second. */
    private static final int RESERVE = 10 * SLOTS * PRICE;

    private final LongSupplier clock;
    private final int[] slots = new int[SLOTS];
    private long now;

    /** Creates a budget; the clock gives nanoseconds, from any beginning. */
    public RetryBudget(LongSupplier clock) {
        this.clock = clock;
        this.now = clock.getAsLong() / SLOT;
    }

    /** Notes a first attempt. */
    public synchronized void deposit() {
        advance();
        slots[index(now)]++;
    }

    /** Takes out a retry, if there is one. */
    public synchronized boolean withdraw() {
        advance();
        if (sum() < PRICE) {
            return false;
        }
        slots[index(now)] -= PRICE;
        return true;
    }

    /** Returns how many retries could be made now. */
    public synchronized int left() {
        advance();
        return Math.max(0, sum() / PRICE);
    }

    private int sum() {
        int sum = RESERVE;
        for (int slot : slots) {
            sum += slot;
        }
        return sum;
    }

    /** Forgets what is older than ten seconds. */
    private void advance() {
        long then = clock.getAsLong() / SLOT;
        for (long second = Math.max(now + 1, then - SLOTS + 1); second <= then; second++) {
            slots[index(second)] = 0;
        }
        now = Math.max(now, then);
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SLOTS);
    }
}
