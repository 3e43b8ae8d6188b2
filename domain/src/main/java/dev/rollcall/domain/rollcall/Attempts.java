package dev.rollcall.domain.rollcall;

import java.time.Duration;

/**
 * The attempts that were made for one id.
 *
 * @param count how many were started; 0 if the deadline expired before the first
 * @param started when the first was started, relative to the start of the roll call; zero if none was
 * @param elapsed the time from there to the answer; zero if none was started
 */
public record Attempts(int count, Duration started, Duration elapsed) {
    /** No attempt was started. */
    public static final Attempts NONE = new Attempts(0, Duration.ZERO, Duration.ZERO);

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Attempts {
        if (count < 0 || started.isNegative() || elapsed.isNegative()) {
            throw new IllegalArgumentException("attempts must not be negative: count %s, started %s, elapsed %s"
                    .formatted(count, started, elapsed));
        }
    }
}
