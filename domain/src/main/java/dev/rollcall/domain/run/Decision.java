package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import java.util.List;

/** What became of a decision on a run. */
public sealed interface Decision {
    /** It is carried out, or will be. */
    record Accepted(Run run) implements Decision {}

    /** There is no such run. */
    record Unknown() implements Decision {}

    /** Nothing was done, since the run isn't in the version that the decision was made on. */
    record Overtaken(Run run) implements Decision {}

    /** Nothing was done, since it can't be decided of a run in this state. */
    record Unfit(Run run) implements Decision {}

    /** Nothing was done, since the plan is too old; the run has expired by that. */
    record Expired(Run run) implements Decision {}

    /** Nothing was done, since another run is being worked on. */
    record Busy(Run other) implements Decision {}

    /**
     * Nothing was done, since users changed after the plan was made.
     *
     * @param users the first of them, in the order of ids
     */
    record Drifted(Run run, List<UserId> users) implements Decision {
        /** The most users that are named. */
        public static final int MAX_NAMED = 100;

        /** Copies the list. */
        public Drifted {
            users = List.copyOf(users);
        }
    }
}
