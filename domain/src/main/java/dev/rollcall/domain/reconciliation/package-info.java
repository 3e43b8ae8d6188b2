/**
 * The reconciliation: what must be done so that the directory agrees with the remote, as a plan whose every line has its proof.
 *
 * <p>Start with {@link dev.rollcall.domain.reconciliation.Reconciliation}. Everything here is a pure function of values: it asks nobody, reads
 * no clock, and changes nothing. Silence is never absence: late and failed answers lead to no change, and a removal needs an absence that was
 * proven in several runs, of a user who was present before.
 */
@NullMarked
package dev.rollcall.domain.reconciliation;

import org.jspecify.annotations.NullMarked;
