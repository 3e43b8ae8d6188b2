package dev.rollcall.db;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes changes of many users and their history in the transaction of a connection, through JDBC. For one thread.
 *
 * <p>Existing users must be locked before their changes get versions. New ones can't be locked: if another transaction created the same
 * user first, the insert violates the primary key; if that user was also removed, the history has a later version. In both races the
 * transaction is retried.
 */
final class UserChanges {
    private static final Comparator<UserId> BY_ID = Comparator.comparing(UserId::value);
    /** The sums keep H2 from scanning the whole history for the versions. */
    static final String WRITTEN = "SELECT (SELECT COUNT(*) FROM users WHERE id = ANY (?) AND version + 0 >= ?),"
            + " (SELECT COUNT(*) FROM user_changes WHERE id = ANY (?) AND version + 0 >= ?)";

    private final Connection connection;
    private final Dialect dialect;
    private final Attribution attribution;

    /** Creates it for the current transaction of the connection. */
    UserChanges(Connection connection, Dialect dialect, Attribution attribution) {
        this.connection = connection;
        this.dialect = dialect;
        this.attribution = attribution;
    }

    /** Draws a version for the change from each user before it to the one after it. */
    List<Change> versioned(List<Optional<User>> before, List<Optional<User>> after) throws SQLException {
        List<Change> changes = new ArrayList<>(after.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.nextVersions())) {
            statement.setInt(1, after.size());
            try (ResultSet versions = statement.executeQuery()) {
                for (int i = 0; i < after.size(); i++) {
                    versions.next();
                    changes.add(new Change(versions.getLong(1), attribution, before.get(i), after.get(i)));
                }
            }
        }
        return changes;
    }

    /**
     * Writes the last change of each user, by id to prevent deadlocks, and all changes to the history.
     *
     * @param present the users who existed before
     */
    void write(Set<UserId> present, List<Change> changes) throws SQLException {
        Map<UserId, Change> created = new TreeMap<>(BY_ID);
        Map<UserId, Change> replaced = new TreeMap<>(BY_ID);
        Map<UserId, Change> removed = new TreeMap<>(BY_ID);
        for (Change change : changes) {
            UserId id = change.before().or(change::after).orElseThrow().id();
            boolean isRemoved = change.after().isEmpty();
            (isRemoved ? removed : present.contains(id) ? replaced : created).put(id, change);
        }
        write(UserTable.INSERT, UserTable::user, created.values());
        write(UserTable.UPDATE, UserTable::user, replaced.values());
        write(
                UserTable.DELETE,
                change -> List.of(change.before().orElseThrow().id().value()),
                removed.values());
        write(UserTable.RECORD, UserTable::change, changes);
        if (!changes.isEmpty()) {
            Set<UserId> kept = new HashSet<>(created.keySet());
            kept.addAll(replaced.keySet());
            check(kept, removed.keySet(), changes);
        }
    }

    /** Counts what was written; a batch of inserts reports no counts. The versions are new, so another's can't be counted for ours. */
    private void check(Set<UserId> kept, Set<UserId> removed, List<Change> changes) throws SQLException {
        long first = changes.getFirst().version();
        Set<UserId> ids = new HashSet<>(kept);
        ids.addAll(removed);
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            for (int index = 1; index <= 4; index += 2) {
                statement.setArray(index, UserLists.array(connection, ids));
                statement.setLong(index + 1, first);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                check(kept.size(), row.getLong(1));
                if (row.getLong(2) > changes.size()) {
                    throw SqlFailure.race("another transaction created and removed one of the users");
                }
                check(changes.size(), row.getLong(2));
            }
        }
    }

    private static void check(long expected, long written) throws SQLException {
        if (written != expected) {
            throw SqlFailure.wrongCount(expected, written);
        }
    }

    private <T> void write(String sql, Function<Change, List<T>> parameters, Collection<Change> changes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Change change : changes) {
                int index = 1;
                for (T parameter : parameters.apply(change)) {
                    statement.setObject(index++, parameter);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
