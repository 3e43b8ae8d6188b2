package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;

/** What is done about users who changed since the plan was made. */
public enum Drift {
    /** Their lines are skipped, and say so. */
    SKIP,
    /** Nothing is applied at all. Whoever changes while the plan is being applied is skipped. */
    REFUSE;

    /** Returns the name in lower case. */
    public String word() {
        return Text.word(this);
    }
}
