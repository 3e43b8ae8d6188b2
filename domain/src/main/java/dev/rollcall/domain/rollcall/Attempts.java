package dev.rollcall.domain.rollcall;

import java.time.Duration;

/**
 * The requests that were made for one id.
 *
 * @param count how many were begun; 0 if the deadline came before the first
 * @param started when the first was begun, counted from the beginning of the roll call; zero if none was
 * @param elapsed the time from there to the answer; zero if none was begun
 */
public record Attempts(int count, Duration started, Duration elapsed) {
    /** No request was begun. */
    public static final Attempts NONE = new Attempts(0, Duration.ZERO, Duration.ZERO);

    /**
     * Checks that nothing is negative.
     *
     * @throws IllegalArgumentException if something is
     */
    public Attempts {
        if (count < 0 || started.isNegative() || elapsed.isNegative()) {
            throw new IllegalArgumentException("attempts must not be negative: count %s, started %s, elapsed %s"
                    .formatted(count, started, elapsed));
        }
    }
}
