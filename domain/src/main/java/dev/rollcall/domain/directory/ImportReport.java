package dev.rollcall.domain.directory;

/**
 * What an import came to.
 *
 * @param mode how it was to be done
 * @param bad how many rows were bad
 * @param tally what became of the good rows; in a dry run, what would become of them; of nobody if it {@link #isRefused()}
 */
public record ImportReport(ImportMode mode, long bad, Tally tally) {
    /** Returns whether nothing was saved, since a row was bad and all or none were to be. */
    public boolean isRefused() {
        return mode == ImportMode.ALL && bad > 0;
    }
}
