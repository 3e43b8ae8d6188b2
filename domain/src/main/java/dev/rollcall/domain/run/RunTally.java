package dev.rollcall.domain.run;

import dev.rollcall.domain.reconciliation.LineCounts;

/**
 * What a run has come to so far.
 *
 * @param directory the number of users in the directory when the run began
 * @param expected how many users are to be called, as far as that was known then; others may be on the remote's list
 * @param counts what its lines come to
 * @param applied the number of lines that were applied
 * @param skipped the number of lines that weren't, since the user had changed
 * @param canariesHeld whether the canaries, if there are any, were answered as they should be so far
 */
public record RunTally(
        long directory, long expected, LineCounts counts, long applied, long skipped, boolean canariesHeld) {
    /** Returns the tally of a run that begins. */
    public static RunTally begin(long directory, long expected) {
        return new RunTally(directory, expected, LineCounts.NONE, 0, 0, true);
    }

    /** Returns it with the lines of another page. */
    public RunTally plus(LineCounts more, boolean held) {
        return new RunTally(directory, expected, counts.plus(more), applied, skipped, canariesHeld && held);
    }

    /** Returns it with lines that were applied or skipped. */
    public RunTally done(long moreApplied, long moreSkipped) {
        return new RunTally(directory, expected, counts, applied + moreApplied, skipped + moreSkipped, canariesHeld);
    }
}
