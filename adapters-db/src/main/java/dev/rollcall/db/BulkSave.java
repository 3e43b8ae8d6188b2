package dev.rollcall.db;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Saves many users in the transaction of a connection, through JDBC, since Helidon DB Client has no batches. For one thread.
 *
 * <p>It locks existing users before it draws versions. New ones can't be locked: if another transaction created the same user first, the
 * insert violates the primary key; if that user was also removed, the history has a later version. In both races the transaction is
 * retried.
 */
final class BulkSave {
    private static final int BATCH = Directory.MAX_IDS;
    private static final Comparator<UserId> BY_ID = Comparator.comparing(UserId::value);
    /** The sums keep H2 from scanning the whole history for the versions. */
    static final String WRITTEN = "SELECT (SELECT COUNT(*) FROM users WHERE id = ANY (?) AND version + 0 >= ?),"
            + " (SELECT COUNT(*) FROM user_changes WHERE id = ANY (?) AND version + 0 >= ?)";

    private final Connection connection;
    private final Dialect dialect;
    private final UserLists lists;
    private final Attribution attribution;

    /** Creates it for the current transaction of the connection. */
    BulkSave(Connection connection, Dialect dialect, UserLists lists, Attribution attribution) {
        this.connection = connection;
        this.dialect = dialect;
        this.lists = lists;
        this.attribution = attribution;
    }

    /**
     * Saves the users in order.
     *
     * @param beforeBatch is run before each batch; it may throw to end the work
     */
    Tally save(Iterable<Upsert> users, Runnable beforeBatch) throws SQLException {
        Tally tally = Tally.NONE;
        Iterator<Upsert> left = users.iterator();
        while (left.hasNext()) {
            List<Upsert> batch = new ArrayList<>(BATCH);
            while (left.hasNext() && batch.size() < BATCH) {
                batch.add(left.next());
            }
            beforeBatch.run();
            tally = tally.plus(saveBatch(batch));
        }
        return tally;
    }

    private Tally saveBatch(List<Upsert> batch) throws SQLException {
        Map<UserId, User> present = locked(batch.stream().map(Upsert::id).toList());
        Map<UserId, User> latest = new HashMap<>(present);
        List<User> after = new ArrayList<>();
        List<Optional<User>> before = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (Upsert upsert : batch) {
            Optional<User> current = Optional.ofNullable(latest.get(upsert.id()));
            User user = upsert.applyTo(current);
            latest.put(user.id(), user);
            tally = tally.plus(current, user);
            if (!current.equals(Optional.of(user))) {
                before.add(current);
                after.add(user);
            }
        }
        write(present, changes(before, after));
        return tally;
    }

    private Map<UserId, User> locked(List<UserId> ids) throws SQLException {
        Map<UserId, User> present = new HashMap<>();
        for (Entry entry : lists.locked(connection, ids)) {
            present.put(entry.user().id(), entry.user());
        }
        return present;
    }

    private List<Change> changes(List<Optional<User>> before, List<User> after) throws SQLException {
        List<Change> changes = new ArrayList<>(after.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.nextVersions())) {
            statement.setInt(1, after.size());
            try (ResultSet versions = statement.executeQuery()) {
                for (int i = 0; i < after.size(); i++) {
                    versions.next();
                    changes.add(new Change(versions.getLong(1), attribution, before.get(i), Optional.of(after.get(i))));
                }
            }
        }
        return changes;
    }

    /** Writes the last change of each user, by id to prevent deadlocks, and all changes to the history. */
    private void write(Map<UserId, User> present, List<Change> changes) throws SQLException {
        Map<UserId, Change> created = new TreeMap<>(BY_ID);
        Map<UserId, Change> replaced = new TreeMap<>(BY_ID);
        for (Change change : changes) {
            UserId id = change.after().orElseThrow().id();
            (present.containsKey(id) ? replaced : created).put(id, change);
        }
        write(UserTable.INSERT, UserTable::user, created.values());
        write(UserTable.UPDATE, UserTable::user, replaced.values());
        write(UserTable.RECORD, UserTable::change, changes);
        if (!changes.isEmpty()) {
            Set<UserId> ids = new HashSet<>(created.keySet());
            ids.addAll(replaced.keySet());
            check(ids, changes);
        }
    }

    /** Counts what was written; a batch of inserts reports no counts. The versions are new, so another's can't be counted for ours. */
    private void check(Set<UserId> ids, List<Change> changes) throws SQLException {
        long first = changes.getFirst().version();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            for (int index = 1; index <= 4; index += 2) {
                statement.setArray(index, UserLists.array(connection, ids));
                statement.setLong(index + 1, first);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                check(ids.size(), row.getLong(1));
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
