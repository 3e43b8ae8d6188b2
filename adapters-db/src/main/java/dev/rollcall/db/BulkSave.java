package dev.rollcall.db;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Saves many users in the transaction of a connection, through JDBC, since Helidon DB Client has no batches. For one thread.
 *
 * <p>It reads existing users before it draws versions, as {@link UserChanges} wants it.
 */
final class BulkSave {
    private static final int BATCH = Directory.MAX_IDS;

    private final Connection connection;
    private final UserLists lists;
    private final UserChanges changes;

    /** Creates it for the current transaction of the connection. */
    BulkSave(Connection connection, Dialect dialect, UserLists lists, Attribution attribution) {
        this.connection = connection;
        this.lists = lists;
        this.changes = new UserChanges(connection, dialect, attribution);
    }

    /** What is done between two batches. */
    @FunctionalInterface
    interface Between {
        /** Has the next batch read; it may throw to end the work. */
        List<Upsert> next(Supplier<List<Upsert>> reading);
    }

    /** Saves the users in order. */
    Tally save(Iterable<Upsert> users, Between between) throws SQLException {
        Iterator<Upsert> left = users.iterator();
        Tally tally = Tally.NONE;
        Supplier<List<Upsert>> reading = () -> next(left);
        for (List<Upsert> batch = between.next(reading); !batch.isEmpty(); batch = between.next(reading)) {
            tally = tally.plus(saveBatch(batch));
        }
        return tally;
    }

    private static List<Upsert> next(Iterator<Upsert> left) {
        List<Upsert> batch = new ArrayList<>(BATCH);
        while (left.hasNext() && batch.size() < BATCH) {
            batch.add(left.next());
        }
        return batch;
    }

    private Tally saveBatch(List<Upsert> batch) throws SQLException {
        List<Entry> present =
                lists.toChange(connection, batch.stream().map(Upsert::id).toList());
        Map<UserId, User> latest = new HashMap<>();
        present.forEach(entry -> latest.put(entry.user().id(), entry.user()));
        List<Optional<User>> after = new ArrayList<>();
        List<Optional<User>> before = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (Upsert upsert : batch) {
            Optional<User> current = Optional.ofNullable(latest.get(upsert.id()));
            User user = upsert.applyTo(current);
            latest.put(user.id(), user);
            tally = tally.plus(current, user);
            if (!current.equals(Optional.of(user))) {
                before.add(current);
                after.add(Optional.of(user));
            }
        }
        changes.write(present, changes.versioned(before, after));
        return tally;
    }
}
