package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.reconciliation.Reconciliation;

/**
 * What a run is to do. It is fixed when the run begins.
 *
 * @param roster whose roll is called
 * @param rules how the answers are compared, and what a plan may do
 * @param application what becomes of a plan that is ready
 */
public record RunOrder(RosterKind roster, Reconciliation rules, Application application) {
    /** The whole directory, by the usual rules; the plan waits until somebody applies it. */
    public static final RunOrder DEFAULT =
            new RunOrder(RosterKind.DIRECTORY, Reconciliation.DEFAULT, Application.NEVER);

    /** Whose roll is called. */
    public enum RosterKind {
        /** That of the whole directory, and of whoever is on the remote's list. */
        DIRECTORY,
        /** That of given ids. */
        IDS;

        /** Returns the name in lower case. */
        public String word() {
            return Text.word(this);
        }
    }

    /** What becomes of a plan that is ready. */
    public enum Application {
        /** It waits until somebody applies it. */
        NEVER,
        /** It is applied at once. A plan beyond its limits is held all the same. */
        WITHIN_LIMITS;

        /** Returns the name in lower case, words joined by hyphens. */
        public String word() {
            return Text.word(this);
        }
    }
}
