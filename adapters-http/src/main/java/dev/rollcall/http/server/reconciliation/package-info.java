/** The pages of reconciliation: the runs, a run with its lines and proofs, and the forms that begin one and decide on it. */
@NullMarked
package dev.rollcall.http.server.reconciliation;

import org.jspecify.annotations.NullMarked;
