package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;
import java.util.Arrays;
import java.util.Optional;

/** Where a run is on its way: calling, then a verdict, and if that allows it, applying and applied. */
public enum RunState {
    /** The remote is being asked. */
    CALLING("The remote is being asked."),
    /** The plan can be applied. */
    READY("The plan can be applied."),
    /** The plan is beyond its limits, so that somebody must approve it first. */
    HELD("The plan is beyond its limits: somebody must approve it before it can be applied."),
    /** Directory and remote agree. */
    NOTHING_TO_DO("Directory and remote agree: there is nothing to do."),
    /** The remote can't be believed, so that nothing is concluded. */
    UNSOUND("The remote can't be believed: no absence counts, and nothing is applied."),
    /** The plan is being applied. */
    APPLYING("The plan is being applied."),
    /** The plan was applied. */
    APPLIED("The plan was applied."),
    /** Somebody ended the run. */
    CANCELLED("Somebody ended the run. What had been applied by then stays."),
    /** Somebody refused the plan. */
    REJECTED("Somebody refused the plan. Nothing was changed."),
    /** The plan is too old to be applied. */
    EXPIRED("The plan is too old to be applied. Nothing was changed."),
    /** The run can't go on. */
    FAILED("The run can't go on.");

    private final String meaning;

    RunState(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the name in lower case, words joined by hyphens. */
    public String word() {
        return Text.word(this);
    }

    /** Returns the meaning, as a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** Returns whether the run is being worked on. There is at most one such run. */
    public boolean isWorking() {
        return this == CALLING || this == APPLYING;
    }

    /** Returns whether nothing more can become of the run. */
    public boolean isEnd() {
        return !isWorking() && this != READY && this != HELD;
    }

    /** Returns the state with the word; empty if there is none. */
    public static Optional<RunState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findAny();
    }
}
