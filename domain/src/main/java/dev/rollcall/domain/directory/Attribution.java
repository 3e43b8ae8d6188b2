package dev.rollcall.domain.directory;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Who made a change, and when.
 *
 * @param by who
 * @param at when; the directory truncates it to microseconds
 * @param run the number of the reconciliation's run whose line it was; empty if it was none
 */
public record Attribution(Actor by, Instant at, OptionalLong run) {
    /** Creates it for a change that no run made. */
    public Attribution(Actor by, Instant at) {
        this(by, at, OptionalLong.empty());
    }

    /** Returns the same at another time. */
    public Attribution at(Instant other) {
        return new Attribution(by, other, run);
    }
}
