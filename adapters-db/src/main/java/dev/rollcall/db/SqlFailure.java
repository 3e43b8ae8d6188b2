package dev.rollcall.db;

import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import io.helidon.dbclient.DbClientException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Classifies failures of a database. */
final class SqlFailure {
    /** Unique violation: a concurrent insert came first. */
    private static final String DUPLICATE_KEY = "23505";

    /** Serialization failure (both databases), deadlock (PostgreSQL), concurrent update and lock timeout (H2). */
    private static final Set<String> RACES = Set.of(DUPLICATE_KEY, "40001", "40P01", "90131", "HYT00");

    /** A statement was cancelled since it took too long (both databases). */
    private static final String CANCELLED = "57014";

    /** Insufficient privilege (PostgreSQL). */
    private static final String FORBIDDEN = "42501";

    private static final String LOCK_TIMEOUT = "HYT00";
    /** Disk full (PostgreSQL). */
    private static final String FULL = "53100";
    /** I/O error, corrupt file, closed database: after these, H2 doesn't serve any more. */
    private static final Set<Integer> LOST = Set.of(90028, 90030, 90031, 90098);
    /** The file of an H2 database is open in another process. */
    private static final int IN_USE = 90020;
    /** An error inside H2, of which those of the store are fatal. */
    private static final int GENERAL_ERROR = 50000;

    private SqlFailure() {}

    /**
     * Returns whether an embedded H2 has closed the database by itself. It must not be touched any more: its sessions may spin for ever, even
     * to roll back.
     */
    static boolean isLost(SQLException failure) {
        return LOST.contains(failure.getErrorCode())
                || (failure.getErrorCode() == GENERAL_ERROR && hasCause(failure, MVStoreException.class));
    }

    /** Returns whether a server across the network didn't answer in time. */
    static boolean isSilence(SQLException failure) {
        return hasCause(failure, SocketTimeoutException.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).anyMatch(type::isInstance);
    }

    /** Returns whether the driver calls a timeout what leaves the connection intact. */
    static boolean isTimeout(SQLException failure) {
        return CANCELLED.equals(failure.getSQLState()) || LOCK_TIMEOUT.equals(failure.getSQLState());
    }

    /** Returns whether the role lacks a right. */
    static boolean isForbidden(SQLException failure) {
        return FORBIDDEN.equals(failure.getSQLState());
    }

    /** Returns why the directory is unavailable after the failure. */
    static Reason kind(Throwable failure) {
        List<String> states =
                sqlExceptions(failure).map(e -> String.valueOf(e.getSQLState())).toList();
        if (states.contains(CANCELLED)) {
            return Reason.SLOW;
        }
        return states.contains(FULL) ? Reason.FULL : Reason.OUTAGE;
    }

    /** Returns whether the failure is transient, caused by a concurrent transaction, so that a retry may succeed. */
    static boolean isRace(Throwable failure) {
        return sqlExceptions(failure).anyMatch(e -> e.getSQLState() != null && RACES.contains(e.getSQLState()));
    }

    /** Returns a failure that {@link #isRace}. */
    static SQLException race(String message) {
        return new SQLTransactionRollbackException(message, "40001");
    }

    /**
     * Ensures that a statement wrote one row: whatever is between here and the database, no change is acknowledged that wasn't made.
     *
     * @throws DbClientException if it wrote none or several
     */
    static void ensureOne(long rows) {
        if (rows != 1) {
            throw new DbClientException("a change failed", wrongCount(1, rows));
        }
    }

    /** Returns a failure that isn't transient. */
    static SQLException wrongCount(long expected, long rows) {
        return new SQLNonTransientException("the database wrote %s rows instead of %s".formatted(rows, expected));
    }

    /** Returns the driver's message: one line, without the statement that H2 appends. */
    static String reason(Throwable failure) {
        if (sqlExceptions(failure).anyMatch(e -> e.getErrorCode() == IN_USE)) {
            return "another process has the file open, and only one can";
        }
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
