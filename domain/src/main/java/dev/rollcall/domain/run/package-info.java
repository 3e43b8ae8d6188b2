/**
 * The runs of reconciliations: a run is kept in the database from its first question to its last change, done page by page, and goes on
 * where it was if the process ends.
 *
 * <p>Start with {@link dev.rollcall.domain.run.Reconciler}, what people do with runs, and {@link dev.rollcall.domain.run.PageWork}, which does
 * the work of one page. {@link dev.rollcall.domain.run.Runs} is the port to where they are kept.
 */
@NullMarked
package dev.rollcall.domain.run;

import org.jspecify.annotations.NullMarked;
