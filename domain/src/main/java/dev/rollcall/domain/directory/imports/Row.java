package dev.rollcall.domain.directory.imports;

import dev.rollcall.domain.directory.Upsert;

/** A parsed row of a user file. */
public sealed interface Row {
    /** Returns the first line of the row, from 1. */
    long line();

    /**
     * A valid row.
     *
     * @param line its first line, from 1
     * @param upsert the user, with the values of the columns that the file has
     */
    record Good(long line, Upsert upsert) implements Row {}

    /**
     * An invalid row.
     *
     * @param line its first line, from 1
     * @param column the name of the invalid column; empty if the row as a whole is invalid
     * @param value the invalid value, or its beginning
     * @param reason what is wrong, as a sentence without a full stop
     */
    record Bad(long line, String column, String value, String reason) implements Row {}
}
