package dev.rollcall.db;

import static dev.rollcall.db.SqlFailure.ensureOne;

import dev.rollcall.db.document.UserDocument;
import dev.rollcall.db.run.Statements;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import io.helidon.dbclient.DbExecute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directory in an SQL database. Single users go through Helidon DB Client, lists through JDBC.
 *
 * <p>A change locks the user's row, checks the precondition and writes user and history, all in one transaction. Two transactions that
 * create the same user find no row to lock: the second insert violates the primary key, and its transaction is retried.
 */
public final class SqlDirectory implements Directory {
    /** How many users a page may have to count as short. */
    private static final int SHORT_PAGE = 100;

    private static final String FIND = "SELECT %s FROM users WHERE id = ?".formatted(UserTable.COLUMNS);
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String HISTORY =
            "SELECT version, changed, changed_by, user_before, user_after, run, changed_by_kind FROM user_changes"
                    + " WHERE id = ? AND version < ? ORDER BY version DESC LIMIT ?";

    private final Database database;
    private final Dialect dialect;
    private final Optional<String> stamp;
    private final UserLists lists;

    /** Creates the directory in the database, which the caller closes. */
    public SqlDirectory(Database database) {
        this.database = database;
        dialect = database.dialect();
        stamp = database.stampExpression();
        lists = new UserLists(dialect, database.places());
    }

    @Override
    public Optional<Entry> find(UserId id) {
        return database.read(db -> entry(db, FIND, id));
    }

    @Override
    public List<Entry> findAll(Set<UserId> ids) {
        return database.query(connection -> lists.find(connection, ids));
    }

    @Override
    public Page page(Query query) {
        return read(isLong(query), connection -> lists.read(connection, query));
    }

    int connections() {
        return database.pool().size();
    }

    /** Returns how many long reads may run at once. */
    int longReadsAtOnce() {
        return database.pool().longReadsAtOnce();
    }

    /** Returns whether the page takes long to read: a search, or a page of many users. */
    static boolean isLong(Query query) {
        return query.limit() > SHORT_PAGE || !query.text().isEmpty();
    }

    /** Returns whether {@link #pages} reads several pages in one round trip. */
    boolean readsTogether() {
        return lists.readsTogether();
    }

    /** Does {@link #find} for each id. */
    Map<UserId, Optional<Entry>> findEach(List<UserId> ids) {
        if (ids.size() == 1) {
            return Map.of(ids.getFirst(), find(ids.getFirst()));
        }
        Map<UserId, Optional<Entry>> found = new HashMap<>();
        ids.forEach(id -> found.put(id, Optional.empty()));
        findAll(Set.copyOf(ids)).forEach(entry -> found.put(entry.user().id(), Optional.of(entry)));
        return found;
    }

    /** Does {@link #page} for each query. */
    Map<Query, Page> pages(List<Query> queries) {
        return read(queries.stream().anyMatch(SqlDirectory::isLong), connection -> lists.read(connection, queries));
    }

    private <T> T read(boolean isLong, Pool.Work<T> work) {
        return isLong ? database.queryLong(work) : database.query(work);
    }

    @Override
    public long count(Query query) {
        return database.queryLong(connection -> lists.count(connection, query));
    }

    boolean hasStamps() {
        return stamp.isPresent();
    }

    /**
     * Returns the stamp of the database, which every commit changes, by whichever client: if two stamps are equal, however far apart, all
     * queries have the same result. Empty if the database has none, or none at the moment.
     */
    Optional<String> stamp() {
        return stamp.flatMap(expression -> database.query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT " + expression);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        }));
    }

    @Override
    public Save save(User user, Precondition precondition, Attribution attribution) {
        return database.<Save>change(
                db -> {
                    Optional<Entry> current = entry(db, LOCK, user.id());
                    if (!precondition.isMetBy(current)) {
                        return new Save.Refused(current);
                    }
                    Optional<User> before = current.map(Entry::user);
                    if (before.equals(Optional.of(user))) {
                        return new Save.Replaced(current.orElseThrow());
                    }
                    if (before.isEmpty()) {
                        ensureOne(db.createInsert(UserTable.CLAIM)
                                .addParam(user.id().value())
                                .execute());
                    }
                    Change change = recorded(db, before, Optional.of(user), attribution);
                    ensureOne(db.createUpdate(UserTable.UPDATE)
                            .params(UserTable.user(change))
                            .execute());
                    var entry = new Entry(
                            user, change.version(), change.attribution().at());
                    return before.isEmpty() ? new Save.Created(entry) : new Save.Replaced(entry);
                },
                result -> !(result instanceof Save.Refused));
    }

    @Override
    public Tally saveAll(Iterable<Upsert> users, Attribution attribution) {
        return database.changeInBulk(connection ->
                new BulkSave(connection, dialect, lists, inMicros(attribution)).save(users, this::nextBatch));
    }

    private List<Upsert> nextBatch(Supplier<List<Upsert>> reading) {
        List<Upsert> batch = database.resting(reading);
        database.ensureSpace();
        return batch;
    }

    @Override
    public Removal remove(UserId id, Precondition precondition, Attribution attribution) {
        return database.<Removal>change(
                db -> {
                    Optional<Entry> current = entry(db, LOCK, id);
                    if (!precondition.isMetBy(current)) {
                        return new Removal.Refused(current);
                    }
                    if (current.isEmpty()) {
                        return new Removal.Unknown();
                    }
                    recorded(db, current.map(Entry::user), Optional.empty(), attribution);
                    ensureOne(db.createDelete(UserTable.DELETE)
                            .addParam(id.value())
                            .execute());
                    return new Removal.Removed(current.get());
                },
                result -> result instanceof Removal.Removed);
    }

    /** Draws the version of a change and writes it to the history. The user's row must be locked, so that its versions ascend. */
    private Change recorded(DbExecute db, Optional<User> before, Optional<User> after, Attribution attribution) {
        long version = db.createGet(dialect.nextVersion())
                .execute()
                .orElseThrow()
                .column(1)
                .get(Long.class);
        var change = new Change(version, inMicros(attribution), before, after);
        ensureOne(db.createInsert(UserTable.RECORD)
                .params(UserTable.change(change))
                .execute());
        return change;
    }

    static Attribution inMicros(Attribution attribution) {
        return attribution.at(attribution.at().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public List<Change> history(UserId id, OptionalLong before, int limit) {
        return database.query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
                statement.setString(1, id.value());
                statement.setLong(2, before.orElse(Long.MAX_VALUE));
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
        long run = row.getLong(6);
        OptionalLong byRun = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
        var attribution = new Attribution(
                Statements.actor(row, 3, 7),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                byRun);
        return new Change(row.getLong(1), attribution, user(id, row.getString(4)), user(id, row.getString(5)));
    }

    private static Optional<User> user(UserId id, @Nullable String document) {
        return Optional.ofNullable(document).map(text -> new User(id, UserDocument.read(text)));
    }

    private static Optional<Entry> entry(DbExecute db, String statement, UserId id) {
        return db.createGet(statement).addParam(id.value()).execute().map(UserTable::entry);
    }
}
