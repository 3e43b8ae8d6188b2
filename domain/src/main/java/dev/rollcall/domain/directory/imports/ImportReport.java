package dev.rollcall.domain.directory.imports;

import dev.rollcall.domain.directory.Tally;

/**
 * The outcome of an import.
 *
 * @param mode its mode
 * @param bad the number of bad rows
 * @param tally the outcome of the good rows; in a dry run, what it would be; {@link Tally#NONE} if it {@link #isRefused()}
 */
public record ImportReport(ImportMode mode, long bad, Tally tally) {
    /** Returns whether nothing was saved because of a bad row, in mode {@link ImportMode#ALL}. */
    public boolean isRefused() {
        return mode == ImportMode.ALL && bad > 0;
    }
}
