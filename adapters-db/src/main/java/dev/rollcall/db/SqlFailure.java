package dev.rollcall.db;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a database's refusal means. */
final class SqlFailure {
    /** Unique key violated by an insert that came second. */
    private static final String DUPLICATE_KEY = "23505";

    /** Serialization failure and deadlock (PostgreSQL; H2 for the first), H2's concurrent update and its lock time-out. */
    private static final Set<String> RACES = Set.of(DUPLICATE_KEY, "40001", "40P01", "90131", "HYT00");

    private SqlFailure() {}

    /** Returns whether another transaction was in the way, so that the same one may succeed when it is tried again. */
    static boolean isRace(Throwable failure) {
        return sqlExceptions(failure).anyMatch(e -> e.getSQLState() != null && RACES.contains(e.getSQLState()));
    }

    /** Returns a failure that {@link #isRace}. */
    static SQLException race(String message) {
        return new SQLTransactionRollbackException(message, "40001");
    }

    /** Returns what the driver said, in one line and without the statement that H2 appends. */
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
