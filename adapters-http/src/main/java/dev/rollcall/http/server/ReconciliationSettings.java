package dev.rollcall.http.server;

import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.RunOrder;

/**
 * What a reconciliation does unless whoever begins it says something else.
 *
 * @param rules how the answers are compared, and what a plan may do
 * @param application what becomes of a plan that is ready
 */
public record ReconciliationSettings(Reconciliation rules, RunOrder.Application application) {
    /** The usual rules; plans wait until somebody applies them. */
    public static final ReconciliationSettings DEFAULT =
            new ReconciliationSettings(Reconciliation.DEFAULT, RunOrder.Application.NEVER);

    /** Returns the order of a run that is begun without further words. */
    RunOrder order() {
        return new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, application);
    }
}
