package dev.rollcall.domain.reconciliation;

import java.util.List;

/** What may be done with a plan. */
public sealed interface Verdict {
    /** It can be applied. */
    record Ready() implements Verdict {}

    /**
     * It must be approved first, since it is beyond the limits.
     *
     * @param why a sentence without a full stop for each limit
     */
    record Held(List<String> why) implements Verdict {
        /** Copies the list. */
        public Held {
            why = List.copyOf(why);
        }
    }

    /** It changes nothing. */
    record NothingToDo() implements Verdict {}

    /**
     * The run isn't sound: it removes nobody, and no absence counts.
     *
     * @param why a sentence without a full stop for each reason
     */
    record Unsound(List<String> why) implements Verdict {
        /** Copies the list. */
        public Unsound {
            why = List.copyOf(why);
        }
    }

    /** Returns whether absences count in the run. */
    default boolean isSound() {
        return !(this instanceof Unsound);
    }
}
