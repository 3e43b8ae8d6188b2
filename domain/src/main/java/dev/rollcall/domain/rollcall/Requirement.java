package dev.rollcall.domain.rollcall;

/**
 * How much of a roll call must be proven for the caller to accept it.
 *
 * @param percent the minimum share of ids with a proven answer, 0 to 100
 * @param minimum the minimum number of ids with a proven answer, at least 0; a roster with fewer ids needs all of them
 */
public record Requirement(int percent, int minimum) {
    /** Nothing is required. */
    public static final Requirement NONE = new Requirement(0, 0);
    /** At least one id must have a proven answer. */
    public static final Requirement ANY = new Requirement(0, 1);
    /** All ids must have a proven answer: the roll call must be complete. */
    public static final Requirement ALL = new Requirement(100, 0);

    /**
     * Validates both values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Requirement {
        if (percent < 0 || percent > 100 || minimum < 0) {
            throw new IllegalArgumentException(
                    "percent must be 0 to 100 and minimum at least 0: %s, %s".formatted(percent, minimum));
        }
    }

    /** Returns whether the roll call satisfies this. An empty roll call always does. */
    public boolean isMetBy(RollCall.Counts counts) {
        return counts.proven() >= Math.min(minimum, counts.asked())
                && 100L * counts.proven() >= (long) percent * counts.asked();
    }

    /** Returns whether this would be satisfied if the late ids had been answered in time: whether lateness is the cause. */
    public boolean wouldBeMetInTimeBy(RollCall.Counts counts) {
        int present = counts.present() + counts.late();
        return isMetBy(new RollCall.Counts(counts.asked(), present, counts.absent(), 0, counts.failed()));
    }
}
