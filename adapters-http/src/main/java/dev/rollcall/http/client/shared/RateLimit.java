package dev.rollcall.http.client.shared;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Spaces the requests of all roll calls evenly (the generic cell rate algorithm, ITU-T Recommendation I.371). A roll call reserves the time
 * of its next request, so that all get their turns. Safe for use by many threads; times are values of {@link System#nanoTime()}.
 */
public final class RateLimit {
    /** How much time that nobody used may be made up for. */
    private static final long BURST = Duration.ofMillis(50).toNanos();

    /** The time between two requests; zero for no limit. */
    private final long interval;

    private long next = System.nanoTime();

    /**
     * Creates a limit.
     *
     * @param perSecond the most requests a second, more than zero; empty for any number
     */
    public RateLimit(OptionalDouble perSecond) {
        this.interval =
                perSecond.isPresent() ? Math.round(Duration.ofSeconds(1).toNanos() / perSecond.getAsDouble()) : 0;
    }

    /** Returns when the next request could be sent. */
    public synchronized long next(long now) {
        return interval == 0 ? now : Math.max(next - now, -BURST) + now;
    }

    /** Reserves the next request. Returns when it may be sent, which may be in the past. */
    public synchronized long reserve(long now) {
        long at = next(now);
        next = at + interval;
        return at;
    }

    /** Gives back a reservation that isn't needed, if it is the last one. */
    public synchronized void giveBack(long at) {
        if (next - interval == at) {
            next = at;
        }
    }
}
