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
import io.helidon.dbclient.DbStatementQuery;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The directory in an SQL database, asked through Helidon DB Client.
 *
 * <p>A change locks the user's row, judges the precondition and writes, all in one transaction. Two that create the same user
 * at once both find no row to lock: the second to insert is refused by the primary key and starts again from the read.
 */
public final class SqlDirectory implements Directory {
    private static final String SELECT = "SELECT id, name, email, version, changed FROM users ";
    private static final String FIND = SELECT + "WHERE id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String INSERT =
            "INSERT INTO users (name, email, version, changed, search, id) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE users SET name = ?, email = ?, version = ?, changed = ?, search = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM users WHERE id = ?";

    private final Database database;
    private final String nextVersion;
    private final String list;
    private final String search;

    /** Creates the directory in the database, which stays the caller's to close. */
    public SqlDirectory(Database database) {
        this.database = database;
        Dialect dialect = database.dialect();
        nextVersion = dialect.nextVersion();
        String behind = SELECT + "WHERE %s > %s".formatted(dialect.place(), dialect.placeOfParameter());
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
        List<Entry> found = database.read(
                db -> ask(db, query).execute().map(SqlDirectory::entry).toList());
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<Entry> shown = found.subList(0, query.limit());
        return new Page(shown, Optional.of(shown.getLast().user().id()));
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

    /** Asks for one user more than the page may show, to learn whether there is a next one. No id is before the empty text. */
    private DbStatementQuery ask(DbExecute db, Query query) {
        boolean all = query.text().isEmpty();
        DbStatementQuery question = db.createQuery(all ? list : search)
                .addParam(query.after().map(UserId::value).orElse(""));
        if (!all) {
            question.addParam(Search.patternOf(query.text()));
        }
        return question.addParam(query.limit() + 1);
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
