package dev.rollcall.db;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Classifies failures of a database. */
final class SqlFailure {
    /** Unique violation: a concurrent insert came first. */
    private static final String DUPLICATE_KEY = "23505";

    /** Serialization failure (both databases), deadlock (PostgreSQL), concurrent update and lock timeout (H2). */
    private static final Set<String> RACES = Set.of(DUPLICATE_KEY, "40001", "40P01", "90131", "HYT00");

    private SqlFailure() {}

    /** Returns whether the failure is transient, caused by a concurrent transaction, so that a retry may succeed. */
    static boolean isRace(Throwable failure) {
        return sqlExceptions(failure).anyMatch(e -> e.getSQLState() != null && RACES.contains(e.getSQLState()));
    }

    /** Returns a failure that {@link #isRace}. */
    static SQLException race(String message) {
        return new SQLTransactionRollbackException(message, "40001");
    }

    /** Returns the driver's message: one line, without the statement that H2 appends. */
    static String reason(Throwable failure) {
        String message = sqlExceptions(failure)
                .map(SQLException::getMessage)
                .reduce((outer, deeper) -> deeper)
                .orElseGet(failure::toString);
        return message.split("; SQL statement:|\\R", 2)[0];
    }

    private static Stream<SQLException> sqlExceptions(@Nullable Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }
}
