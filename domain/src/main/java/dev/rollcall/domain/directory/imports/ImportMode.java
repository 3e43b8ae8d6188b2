package dev.rollcall.domain.directory.imports;

import dev.rollcall.domain.Text;

/** How an import treats bad rows. */
public enum ImportMode {
    /** Saves all rows in one transaction, or none if one is bad. */
    ALL,
    /** Saves the good rows and skips the bad ones. If the import fails, rows that were saved stay. */
    EACH,
    /** Saves nothing, and reports what would change. */
    DRY_RUN;

    /** Returns the mode as a word, in lower case. */
    public String word() {
        return Text.word(this);
    }
}
