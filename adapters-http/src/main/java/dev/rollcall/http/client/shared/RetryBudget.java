package dev.rollcall.http.client.shared;

import java.util.function.LongSupplier;

/**
 * Prevents retry storms: within any ten seconds it allows 10 retries per second plus one for every five first attempts. When it is
 * empty, a failure stands. Safe for use by many threads.
 *
 * <p>Modelled on Finagle's retry budget: a first attempt deposits a fifth of a token, a retry withdraws one, and both expire after ten
 * seconds.
 */
public final class RetryBudget {
    private static final long SLOT = 1_000_000_000L;
    private static final int SLOTS = 10;
    /** How many first attempts pay for one retry. */
    private static final int PRICE = 5;
    /** The balance that is always there, in first attempts: 10 retries a second. */
    private static final int RESERVE = 10 * SLOTS * PRICE;

    private final LongSupplier clock;
    private final int[] slots = new int[SLOTS];
    private long now;

    /** Creates a budget; the clock gives nanoseconds, from any origin. */
    public RetryBudget(LongSupplier clock) {
        this.clock = clock;
        this.now = clock.getAsLong() / SLOT;
    }

    /** Deposits for a first attempt. */
    public synchronized void deposit() {
        advance();
        slots[index(now)]++;
    }

    /** Withdraws a retry. Returns false if none is left. */
    public synchronized boolean withdraw() {
        advance();
        if (sum() < PRICE) {
            return false;
        }
        slots[index(now)] -= PRICE;
        return true;
    }

    /** Returns how many retries are left now. */
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

    /** Expires what is older than ten seconds. */
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
