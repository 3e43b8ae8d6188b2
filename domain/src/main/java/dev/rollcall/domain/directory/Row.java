package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;

/** A row of a file of users, as it was read. */
public sealed interface Row {
    /** Returns the line of the file in which the row begins, from 1. */
    long line();

    /**
     * A row that says all of a user.
     *
     * @param line the line in which it begins, from 1
     * @param user the user
     */
    record Good(long line, User user) implements Row {}

    /**
     * A row from which no user can be made.
     *
     * @param line the line in which it begins, from 1
     * @param column the name of the column that is wrong; empty if it is the row as a whole
     * @param value what stands there, or the beginning of it
     * @param reason what is wrong with it, in a sentence without a full stop
     */
    record Bad(long line, String column, String value, String reason) implements Row {}
}
