package dev.rollcall.db;

import dev.rollcall.db.file.OneWriter;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * An open database with a migrated schema. Safe for use by many threads; close it at the end.
 *
 * <p>Helidon DB Client gets its connection from here for each piece of work, rather than from the pool: it leaks the connection if a
 * statement can't be prepared.
 */
public final class Database implements AutoCloseable {
    private static final int PROBE_SECONDS = 2;
    private static final Duration MUCH_PATIENCE = Pool.PATIENCE.multipliedBy(10);
    private static final ScopedValue<Connection> LENT = ScopedValue.newInstance();

    private final Optional<DatabaseFile> file;
    private final Optional<Compaction> compaction;
    private final OneWriter writer;
    private final Pool pool;
    private final Dialect dialect;
    private final Optional<String> places;
    private final Optional<String> stampExpression;
    private final DbClient client =
            JdbcClientBuilder.create().connectionPool(LENT::get).build();

    private Database(DatabaseAddress address, Pool pool) {
        this.file = DatabaseFile.of(address.url());
        this.compaction = file.map(Compaction::new);
        this.writer = new OneWriter(address.dialect() == Dialect.H2);
        this.pool = pool;
        this.dialect = address.dialect();
        this.places = pool.lend(dialect::places);
        this.stampExpression = pool.lend(dialect::stampExpression);
    }

    /**
     * Opens the database and migrates its schema; a missing H2 database is created, with its folder.
     *
     * @throws DirectoryUnavailable if it can't be reached, refuses the user, or has the schema of a newer version of this program; the
     *     message has the address and what the driver reported, without any password, and nothing is left open
     */
    public static Database open(DatabaseAddress address) {
        return open(address, () -> {}, waited -> {});
    }

    /**
     * Does the same.
     *
     * @param whenLost is run once if an embedded database closes itself after a failure of its file. It doesn't open again in this process,
     *     and threads that were using it may spin for ever: the process must end soon. What was acknowledged is in the file
     * @param waited told how long each piece of work waited for a connection, also in vain, by its thread; must not block or throw
     */
    public static Database open(DatabaseAddress address, Runnable whenLost, Consumer<Duration> waited) {
        return open(address, Schema.of(address.dialect()), whenLost, waited);
    }

    /** Opens the database with another schema. */
    static Database open(DatabaseAddress address, Schema schema) {
        return open(address, schema, () -> {}, waited -> {});
    }

    private static Database open(DatabaseAddress address, Schema schema, Runnable whenLost, Consumer<Duration> waited) {
        try {
            DatabaseFile.of(address.url()).ifPresent(DatabaseFile::create);
            return migrated(address, new Pool(address, whenLost, waited), schema);
        } catch (RuntimeException e) {
            throw new DirectoryUnavailable(
                    "can't open the database %s: %s"
                            .formatted(address.shownUrl(), address.withoutSecrets(SqlFailure.reason(e))),
                    e);
        }
    }

    private static Database migrated(DatabaseAddress address, Pool pool, Schema schema) {
        try {
            retried(Pool.PATIENCE, attempt -> pool.lend(schema::migrate));
            return new Database(address, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Returns whether the database answers now, and has space for changes; takes a few seconds at most. */
    public boolean isReady() {
        try {
            return !isShortOfSpace() && pool.lend(connection -> connection.isValid(PROBE_SECONDS));
        } catch (DirectoryUnavailable unreachable) {
            return false;
        }
    }

    /** Closes all connections, and with the last one an embedded database. Closing again does nothing. */
    @Override
    public void close() {
        pool.close();
    }

    /**
     * Returns the connections of its pool, for a library that takes them by itself: each must be closed soon. Behind a pooler that shares
     * sessions a connection is lent in a transaction, to be committed.
     */
    public DataSource connections() {
        return new LentConnections(pool, writer);
    }

    /** Returns how many connections are in use now. */
    public PoolUse use() {
        return pool.use();
    }

    Pool pool() {
        return pool;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The table expression of {@link Dialect#places}. */
    Optional<String> places() {
        return places;
    }

    /** The expression of {@link Dialect#stampExpression}. */
    Optional<String> stampExpression() {
        return stampExpression;
    }

    /**
     * Runs work that reads with single statements.
     *
     * @throws DirectoryUnavailable if the database fails
     */
    <T> T read(Function<DbExecute, T> work) {
        return pool.lend(connection -> {
            // outside a transaction the client would end the one that the pool began
            boolean isSingle = connection.getAutoCommit();
            return ScopedValue.where(LENT, connection)
                    .call(() -> work.apply(isSingle ? client.execute() : client.transaction()));
        });
    }

    /**
     * Runs work that reads with single JDBC statements.
     *
     * @throws DirectoryUnavailable if the database fails
     */
    <T> T query(Pool.Work<T> work) {
        return pool.lend(work);
    }

    /** Does the same as {@link #query} for work that reads many rows. */
    <T> T queryLong(Pool.Work<T> work) {
        return pool.lendForLongRead(work);
    }

    /**
     * Refuses a change while the disk is almost full, before H2 would have to wait for space in the middle of it.
     *
     * @throws DirectoryUnavailable if it is
     */
    void ensureSpace() {
        if (isShortOfSpace()) {
            throw new DirectoryUnavailable(Reason.FULL, "the disk of the database is full, or almost");
        }
    }

    private boolean isShortOfSpace() {
        return file.filter(DatabaseFile::isShortOfSpace).isPresent();
    }

    /**
     * Runs the work in one transaction. After a race with another transaction it is rolled back and retried from the start, so the work
     * must have no effect outside the database.
     *
     * @throws DirectoryUnavailable if the database fails, or races go on for longer than {@link Pool#PATIENCE}
     */
    <T> T change(Function<DbExecute, T> work) {
        return change(work, result -> true);
    }

    /**
     * Does the same, but if nothing was written, it ends without waiting for the disk.
     *
     * @param hasWritten tells from the result whether anything was written
     */
    <T> T change(Function<DbExecute, T> work, Predicate<T> hasWritten) {
        ensureSpace();
        return compacted(retried(
                Pool.PATIENCE,
                attempt -> writer.write(
                        Pool.PATIENCE,
                        () -> pool.lend(connection ->
                                ScopedValue.where(LENT, connection).call(() -> transact(work, hasWritten))))));
    }

    /**
     * Does the same as {@link #change} for bulk work through JDBC; it is retried for half a minute. After a race, it takes turns with others
     * to which the same has happened: two that write the same users in opposite orders would get into each other's way again and again.
     */
    <T> T changeInBulk(Pool.Work<T> work) {
        ensureSpace();
        return compacted(retried(MUCH_PATIENCE, attempt -> {
            if (attempt > 0) {
                pause();
            }
            return pool.lendForBulkWrite(lent -> writer.write(
                    MUCH_PATIENCE,
                    () -> transact(lent, connection -> {
                        if (attempt > 0) {
                            dialect.takeTurn(connection);
                        }
                        return work.on(connection);
                    })));
        }));
    }

    /**
     * Does the same as {@link #change} for a page of rows through JDBC. It doesn't wait for imports, and is retried for half a minute.
     */
    <T> T changePage(Pool.Work<T> work) {
        ensureSpace();
        return compacted(retried(MUCH_PATIENCE, attempt -> {
            if (attempt > 0) {
                pause();
            }
            return writer.write(MUCH_PATIENCE, () -> pool.lend(lent -> transact(lent, work)));
        }));
    }

    /** Does the same for a page of users; where only one import may run at once, it takes turns with them. */
    <T> T changePageOfUsers(Pool.Work<T> work) {
        return dialect.changesUsersAlone() ? changeInBulk(work) : changePage(work);
    }

    /** Lets others write, where only one can at once, while work in bulk does something else in the midst of its transaction. */
    <T> T resting(Supplier<T> other) {
        return writer.rest(other);
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(50, 150));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted between two attempts", e);
        }
    }

    private <T> T compacted(T result) {
        compaction.ifPresent(grown -> grown.runIfGrown(pool, writer));
        return result;
    }

    /** The work receives the number of the attempt, from 0. */
    private static <T> T retried(Duration patience, IntFunction<T> work) {
        long start = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            try {
                return work.apply(attempt);
            } catch (DirectoryUnavailable e) {
                if (!SqlFailure.isRace(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private <T> T transact(Function<DbExecute, T> work, Predicate<T> hasWritten) {
        DbTransaction transaction = client.transaction();
        T result;
        try {
            result = work.apply(transaction);
        } catch (RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        }
        if (hasWritten.test(result) || !dialect.logsLocks()) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
        return result;
    }

    private static <T> T transact(Connection connection, Pool.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void rollBack(DbTransaction transaction, Throwable reason) {
        try {
            transaction.rollback();
        } catch (DbClientException e) {
            reason.addSuppressed(e);
        }
    }
}
