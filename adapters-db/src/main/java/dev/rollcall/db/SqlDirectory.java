package dev.rollcall.db;

import dev.rollcall.domain.Directory;
import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Precondition;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.Removal;
import dev.rollcall.domain.Save;
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

/**
 * The directory in an SQL database, asked through Helidon DB Client; but pages are read by JDBC, since the client asks anew for each
 * row what its columns are.
 *
 * <p>A change locks the user's row, judges the precondition and writes, all in one transaction. Two that create the same user
 * at once both find no row to lock: the second to insert is refused by the primary key and starts again from the read.
 */
public final class SqlDirectory implements Directory {
    private static final String COLUMNS = "SELECT id, name, email, version, changed";
    private static final String FIND = COLUMNS + " FROM users WHERE id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String INSERT =
            "INSERT INTO users (name, email, version, changed, search, id) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE users SET name = ?, email = ?, version = ?, changed = ?, search = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM users WHERE id = ?";

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
        search = behind + " AND search LIKE ? ESCAPE '!'" + inOrder;
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
        boolean all = query.text().isEmpty();
        try (PreparedStatement statement = connection.prepareStatement(all ? list : search)) {
            int parameter = 1;
            statement.setString(parameter++, query.after().map(UserId::value).orElse(""));
            if (!all) {
                statement.setString(parameter++, Search.patternOf(query.text()));
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
    public Save save(User user, Precondition precondition, Instant now) {
        return database.change(db -> {
            Optional<Entry> current = entry(db, LOCK, user.id());
            if (!precondition.isMetBy(current)) {
                return new Save.Refused(current);
            }
            if (current.isEmpty()) {
                return new Save.Created(written(db, INSERT, user, now));
            }
            Entry entry = current.get();
            return new Save.Replaced(entry.user().equals(user) ? entry : written(db, UPDATE, user, now));
        });
    }

    @Override
    public Removal remove(UserId id, Precondition precondition) {
        return database.change(db -> {
            Optional<Entry> current = entry(db, LOCK, id);
            if (!precondition.isMetBy(current)) {
                return new Removal.Refused(current);
            }
            if (current.isEmpty()) {
                return new Removal.Unknown();
            }
            db.createDelete(DELETE).addParam(id.value()).execute();
            return new Removal.Removed(current.get());
        });
    }

    private Entry written(DbExecute db, String statement, User user, Instant now) {
        long version =
                db.createGet(nextVersion).execute().orElseThrow().column(1).get(Long.class);
        Instant changed = now.truncatedTo(ChronoUnit.MICROS);
        db.createDmlStatement(statement)
                .addParam(user.name())
                .addParam(user.email())
                .addParam(version)
                .addParam(changed.atOffset(ZoneOffset.UTC))
                .addParam(Search.textOf(user))
                .addParam(user.id().value())
                .execute();
        return new Entry(user, version, changed);
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
