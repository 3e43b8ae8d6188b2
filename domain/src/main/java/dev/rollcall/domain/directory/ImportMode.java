package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;

/** What becomes of a file of users. */
public enum ImportMode {
    /** All of its rows are saved in one transaction, or none if one is bad. */
    ALL,
    /** Good rows are saved, bad ones are left out. What was saved stays, also when the import ends before its time. */
    EACH,
    /** Nothing is saved; it is only told what would be. */
    DRY_RUN;

    /** Returns the mode as a word, in lower case. */
    public String word() {
        return Text.word(this);
    }
}
