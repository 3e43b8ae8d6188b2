package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.RunOrder;

/**
 * What a run is to do unless it is told otherwise.
 *
 * @param rules how answers are compared, and what a plan may do
 * @param application what becomes of a plan that is ready
 */
public record ReconciliationSettings(Reconciliation rules, RunOrder.Application application) {}
