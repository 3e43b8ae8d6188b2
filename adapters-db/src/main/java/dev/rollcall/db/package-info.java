/**
 * The directory, and the runs that reconcile it, in a relational database: H2, embedded, or PostgreSQL.
 *
 * <p>A tour: a {@link dev.rollcall.db.Database} is opened at a {@link dev.rollcall.db.DatabaseAddress}, migrates its {@code Schema} and
 * keeps a {@code Pool} of connections. A {@link dev.rollcall.db.SqlDirectory} reads and changes it; {@link dev.rollcall.db.SharedReads}
 * batches concurrent reads ({@code Loads}) and caches pages. {@link dev.rollcall.db.SqlRuns} keeps the runs of reconciliations in the same
 * database. The databases differ in {@code Dialect}, in {@code PostgresSessions} and in the scripts under {@code schema}. {@code Search}
 * defines what a search matches, {@code SqlFailure} which failures are transient.
 */
@NullMarked
package dev.rollcall.db;

import org.jspecify.annotations.NullMarked;
