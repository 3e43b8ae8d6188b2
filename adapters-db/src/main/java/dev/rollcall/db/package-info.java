/**
 * The directory in a relational database: H2, embedded, or PostgreSQL.
 *
 * <p>A tour: a {@link dev.rollcall.db.Database} is opened at a {@link dev.rollcall.db.DatabaseAddress}, which brings its tables
 * up to date ({@code Schema}) and keeps a {@code Pool} of connections; a {@link dev.rollcall.db.SqlDirectory} asks and changes
 * it through Helidon DB Client, and {@link dev.rollcall.db.SharedReads} lets readers share what it reads ({@code Loads}). What differs between the two databases stands in {@code Dialect} and in the scripts under
 * {@code schema}; {@code Search} says what a search finds, {@code SqlFailure} what a database's refusal means.
 */
@NullMarked
package dev.rollcall.db;

import org.jspecify.annotations.NullMarked;
