package dev.rollcall.domain.reconciliation;

import java.time.Duration;

/**
 * When a user counts as gone.
 *
 * @param runs in how many sound runs in a row the absence must be proven, at least 1
 * @param over how much time must lie between the first and the last of these proofs, at least zero
 */
public record AbsenceRule(int runs, Duration over) {
    /** Two runs, a day apart. */
    public static final AbsenceRule DEFAULT = new AbsenceRule(2, Duration.ofHours(24));

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public AbsenceRule {
        if (runs < 1 || over.isNegative()) {
            throw new IllegalArgumentException(
                    "runs must be at least 1, and the time not negative: %s, %s".formatted(runs, over));
        }
    }

    /** Returns whether the sightings prove that the user is gone. */
    boolean isMetBy(Sightings sightings) {
        return sightings.isKnown()
                && sightings.absences() >= runs
                && sightings.absentFor().compareTo(over) >= 0;
    }
}
