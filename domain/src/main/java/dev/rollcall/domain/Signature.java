package dev.rollcall.domain;

import java.time.Instant;

/**
 * Who makes a change, and when. It stands in the user's history for good.
 *
 * @param by who: 1 to {@value #MAX_BY} characters without control characters
 * @param at when; the directory keeps it in whole microseconds
 */
public record Signature(String by, Instant at) {
    /** The longest name of somebody who makes a change, in characters. */
    public static final int MAX_BY = 200;

    /**
     * Checks who it is.
     *
     * @throws IllegalArgumentException if it is empty, too long or has a control character
     */
    public Signature {
        Text.checked("who makes a change", by, 1, MAX_BY);
    }
}
