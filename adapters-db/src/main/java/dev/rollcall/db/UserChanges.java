package dev.rollcall.db;

import dev.rollcall.db.run.Statements;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes changes of many users and their history in the transaction of a connection, through JDBC. For one thread.
 *
 * <p>Existing users must be read, by {@link UserLists#toChange}, before their changes get versions: whoever wasn't locked may have another
 * version by now. New ones can't be locked: if another transaction created the same user first, the insert violates the primary key; if that
 * user was also removed, the history has a later version. In all these races the transaction is retried.
 */
final class UserChanges {
    private static final Comparator<UserId> BY_ID = Comparator.comparing(UserId::value);
    /** Counts what is written. */
    static final String WRITTEN = "SELECT (%s), (%s)".formatted(writtenIn("users"), writtenIn("user_changes"));

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
     * @param before those of the users who existed before
     */
    void write(List<Entry> before, List<Change> changes) throws SQLException {
        Map<UserId, Long> present = new HashMap<>();
        before.forEach(entry -> present.put(entry.user().id(), entry.version()));
        Map<UserId, Change> created = new TreeMap<>(BY_ID);
        Map<UserId, Change> replaced = new TreeMap<>(BY_ID);
        Map<UserId, Change> removed = new TreeMap<>(BY_ID);
        for (Change change : changes) {
            UserId id = idOf(change);
            boolean isRemoved = change.after().isEmpty();
            (isRemoved ? removed : present.containsKey(id) ? replaced : created).put(id, change);
        }
        boolean isTold = write(UserTable.INSERT, UserTable::user, created.values());
        isTold &= writeAtVersions(present, replaced.values(), removed.values());
        isTold &= write(UserTable.RECORD, UserTable::change, changes);
        if (!isTold || !created.isEmpty()) {
            Set<UserId> kept = new HashSet<>(created.keySet());
            kept.addAll(replaced.keySet());
            check(kept, removed.keySet(), changes);
        }
    }

    private boolean writeAtVersions(Map<UserId, Long> versions, Collection<Change> replaced, Collection<Change> removed)
            throws SQLException {
        boolean isTold = write(
                UserTable.UPDATE + UserTable.AT_VERSION,
                change -> atVersion(UserTable.user(change), versions, change),
                replaced);
        isTold &= write(
                UserTable.DELETE + UserTable.AT_VERSION,
                change -> atVersion(List.of(idOf(change).value()), versions, change),
                removed);
        return isTold;
    }

    private static List<Object> atVersion(List<Object> parameters, Map<UserId, Long> versions, Change change) {
        long version = Optional.ofNullable(versions.get(idOf(change))).orElseThrow();
        return Stream.concat(parameters.stream(), Stream.of(version)).toList();
    }

    private static UserId idOf(Change change) {
        return change.before().or(change::after).orElseThrow().id();
    }

    /**
     * Writes a row for each change.
     *
     * @return whether the driver told that it did; of inserts it may not
     * @throws SQLException also if a row wasn't written; a race if it may not be as it was when the user was read
     */
    private <T> boolean write(String sql, Function<Change, List<T>> parameters, Collection<Change> changes)
            throws SQLException {
        boolean isTold = true;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Change change : changes) {
                int index = 1;
                for (T parameter : parameters.apply(change)) {
                    statement.setObject(index++, parameter);
                }
                statement.addBatch();
            }
            for (int written : statement.executeBatch()) {
                if (written == 0) {
                    throw notWritten();
                }
                isTold &= written != Statement.SUCCESS_NO_INFO;
            }
        }
        return isTold;
    }

    /** Returns the failure of a change that wrote no row: if the users were locked, nobody else can be the reason. */
    private SQLException notWritten() {
        return dialect.lockUsers().isEmpty()
                ? SqlFailure.race("another transaction changed one of the users")
                : SqlFailure.wrongCount(1, 0);
    }

    /** Returns the query for the number of rows of some ids and since a version; the sum keeps H2 from scanning the history for versions. */
    private static String writtenIn(String table) {
        return "SELECT COUNT(*) FROM %2$s JOIN %1$s ON %1$s.id = sought.id WHERE version + 0 >= ?"
                .formatted(table, Statements.SOUGHT);
    }

    /** Counts what was written. The versions are new, so another's can't be counted for ours. */
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
}
