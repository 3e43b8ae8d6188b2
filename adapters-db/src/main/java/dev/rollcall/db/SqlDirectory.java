package dev.rollcall.db;

import dev.rollcall.domain.Change;
import dev.rollcall.domain.Directory;
import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Precondition;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.Removal;
import dev.rollcall.domain.Save;
import dev.rollcall.domain.Signature;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory in an SQL database, asked through Helidon DB Client; but pages are read by JDBC, since the client asks anew for each
 * row what its columns are.
 *
 * <p>A change locks the user's row, judges the precondition, and writes user and history, all in one transaction. Two that create the same user
 * at once both find no row to lock: the second to insert is refused by the primary key and starts again from the read.
 */
public final class SqlDirectory implements Directory {
    private static final String COLUMNS = "SELECT id, name, email, version, changed";
    private static final String FIND = COLUMNS + " FROM users WHERE id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    /** Makes the id ours; what it stands for is written when the change has its version. */
    private static final String CLAIM =
            "INSERT INTO users (name, email, version, changed, search, id) VALUES ('', '', 0, CURRENT_TIMESTAMP, '', ?)";

    private static final String UPDATE =
            "UPDATE users SET name = ?, email = ?, version = ?, changed = ?, search = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM users WHERE id = ?";
    private static final String RECORD =
            "INSERT INTO user_changes (id, version, changed, changed_by, old_name, old_email, new_name, new_email)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String HISTORY =
            "SELECT version, changed, changed_by, old_name, old_email, new_name, new_email FROM user_changes"
                    + " WHERE id = ? AND version < ? ORDER BY version DESC LIMIT ?";

    private final Database database;
    private final String nextVersion;
    private final String state;
    private final String list;
    private final String search;

    /**
     * A page, and the state in which the database was.
     *
     * @param page the page
     * @param state what {@link #state()} would have returned; empty also if the page has no users
     */
    record PageRead(Page page, Optional<String> state) {}

    /** Creates the directory in the database, which stays the caller's to close. */
    public SqlDirectory(Database database) {
        this.database = database;
        Dialect dialect = database.dialect();
        nextVersion = dialect.nextVersion();
        state = "SELECT " + database.state();
        String behind = "%s, (%s) FROM users WHERE %s > %s"
                .formatted(COLUMNS, state, dialect.place(), dialect.placeOfParameter());
        String inOrder = " ORDER BY %s LIMIT ?".formatted(dialect.place());
        list = behind + inOrder;
        search = behind + " AND " + dialect.search() + inOrder;
    }

    @Override
    public Optional<Entry> find(UserId id) {
        return database.read(db -> entry(db, FIND, id));
    }

    @Override
    public Page page(Query query) {
        return read(query).page();
    }

    /**
     * Returns a text that is another one after each change of the database, by whomever: two that are equal, however far apart, mean
     * that every query finds now what it found then. Empty if the database has no such thing.
     */
    Optional<String> state() {
        return database.query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(state);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        });
    }

    /** Returns a page as {@link #page} does, and the state in which it was found. */
    PageRead read(Query query) {
        return database.query(connection -> read(connection, query));
    }

    /** Reads one user more than the page may show, to learn whether there is a next one. No id is before the empty text. */
    private PageRead read(Connection connection, Query query) throws SQLException {
        boolean all = Search.isEmpty(query.text());
        try (PreparedStatement statement = connection.prepareStatement(all ? list : search)) {
            int parameter = 1;
            statement.setString(parameter++, query.after().map(UserId::value).orElse(""));
            if (!all) {
                statement.setString(parameter++, database.dialect().searchParameter(query.text()));
            }
            statement.setInt(parameter, query.limit() + 1);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, query.limit());
            }
        }
    }

    private static PageRead read(ResultSet rows, int limit) throws SQLException {
        List<Entry> found = new ArrayList<>(limit);
        String state = null;
        while (rows.next()) {
            if (found.size() == limit) {
                UserId last = found.getLast().user().id();
                return new PageRead(new Page(found, Optional.of(last)), Optional.ofNullable(state));
            }
            if (state == null) {
                state = rows.getString(6);
            }
            found.add(entry(rows));
        }
        return new PageRead(new Page(found, Optional.empty()), Optional.ofNullable(state));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var user = new User(new UserId(row.getString(1)), row.getString(2), row.getString(3));
        Instant changed = row.getObject(5, OffsetDateTime.class).toInstant();
        return new Entry(user, row.getLong(4), changed);
    }

    @Override
    public Save save(User user, Precondition precondition, Signature signature) {
        return database.change(db -> {
            Optional<Entry> current = entry(db, LOCK, user.id());
            if (!precondition.isMetBy(current)) {
                return new Save.Refused(current);
            }
            Optional<User> before = current.map(Entry::user);
            if (before.equals(Optional.of(user))) {
                return new Save.Replaced(current.orElseThrow());
            }
            if (before.isEmpty()) {
                db.createInsert(CLAIM).addParam(user.id().value()).execute();
            }
            Change change = recorded(db, before, Optional.of(user), signature);
            db.createUpdate(UPDATE)
                    .addParam(user.name())
                    .addParam(user.email())
                    .addParam(change.version())
                    .addParam(timestamp(change))
                    .addParam(Search.textOf(user))
                    .addParam(user.id().value())
                    .execute();
            var entry = new Entry(user, change.version(), change.signature().at());
            return before.isEmpty() ? new Save.Created(entry) : new Save.Replaced(entry);
        });
    }

    @Override
    public Removal remove(UserId id, Precondition precondition, Signature signature) {
        return database.change(db -> {
            Optional<Entry> current = entry(db, LOCK, id);
            if (!precondition.isMetBy(current)) {
                return new Removal.Refused(current);
            }
            if (current.isEmpty()) {
                return new Removal.Unknown();
            }
            recorded(db, current.map(Entry::user), Optional.empty(), signature);
            db.createDelete(DELETE).addParam(id.value()).execute();
            return new Removal.Removed(current.get());
        });
    }

    /** Gives a change its version, and writes it into the history. The user's row must be locked, so that versions follow each other. */
    private Change recorded(DbExecute db, Optional<User> before, Optional<User> after, Signature signature) {
        long version =
                db.createGet(nextVersion).execute().orElseThrow().column(1).get(Long.class);
        var kept = new Signature(signature.by(), signature.at().truncatedTo(ChronoUnit.MICROS));
        var change = new Change(version, kept, before, after);
        db.createInsert(RECORD)
                .addParam(before.or(() -> after).orElseThrow().id().value())
                .addParam(version)
                .addParam(timestamp(change))
                .addParam(kept.by())
                .addParam(before.map(User::name).orElse(null))
                .addParam(before.map(User::email).orElse(null))
                .addParam(after.map(User::name).orElse(null))
                .addParam(after.map(User::email).orElse(null))
                .execute();
        return change;
    }

    private static OffsetDateTime timestamp(Change change) {
        return change.signature().at().atOffset(ZoneOffset.UTC);
    }

    @Override
    public List<Change> history(UserId id, long before, int limit) {
        return database.query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
                statement.setString(1, id.value());
                statement.setLong(2, before);
                statement.setInt(3, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    List<Change> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(change(id, rows));
                    }
                    return found;
                }
            }
        });
    }

    private static Change change(UserId id, ResultSet row) throws SQLException {
        var signature = new Signature(
                row.getString(3), row.getObject(2, OffsetDateTime.class).toInstant());
        return new Change(
                row.getLong(1),
                signature,
                user(id, row.getString(4), row.getString(5)),
                user(id, row.getString(6), row.getString(7)));
    }

    private static Optional<User> user(UserId id, @Nullable String name, @Nullable String email) {
        return name == null || email == null ? Optional.empty() : Optional.of(new User(id, name, email));
    }

    private static Optional<Entry> entry(DbExecute db, String statement, UserId id) {
        return db.createGet(statement).addParam(id.value()).execute().map(SqlDirectory::entry);
    }

    private static Entry entry(DbRow row) {
        var id = new UserId(row.column(1).get(String.class));
        var user = new User(id, row.column(2).get(String.class), row.column(3).get(String.class));
        return new Entry(
                user, row.column(4).get(Long.class), instant(row.column(5).get(Object.class)));
    }

    /** The drivers give a timestamp with time zone as their own favourite type. */
    private static Instant instant(Object value) {
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case Timestamp time -> time.toInstant();
            default -> throw new IllegalStateException("not an instant: " + value.getClass());
        };
    }
}
