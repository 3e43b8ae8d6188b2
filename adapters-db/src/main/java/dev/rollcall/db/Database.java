package dev.rollcall.db;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An open database with an up-to-date schema. It is safe for use by many threads, and to be closed at the end.
 *
 * <p>Helidon DB Client draws no connections of its own: every piece of work runs on one that is lent to it, so that nothing is
 * lost where the client forgets to give one back, which it does when a statement can't be prepared.
 */
public final class Database implements AutoCloseable {
    private static final int PROBE_SECONDS = 2;
    private static final Duration MUCH_PATIENCE = Pool.PATIENCE.multipliedBy(10);
    private static final ScopedValue<Connection> LENT = ScopedValue.newInstance();

    private final Pool pool;
    private final Dialect dialect;
    private final Optional<String> stampExpression;
    private final DbClient client =
            JdbcClientBuilder.create().connectionPool(LENT::get).build();

    private Database(Pool pool, Dialect dialect, Optional<String> stampExpression) {
        this.pool = pool;
        this.dialect = dialect;
        this.stampExpression = stampExpression;
    }

    /**
     * Opens the database and brings its schema up to date; an H2 database that isn't there is created, with its folder.
     *
     * @throws DirectoryUnavailable if it can't be reached, doesn't let us in, or was left by a newer version of this program; the
     *     message says where it was looked for and what the driver said, without any password, and nothing is left open
     */
    public static Database open(DatabaseAddress address) {
        return open(address, Schema.of(address.dialect()));
    }

    /** Opens the database with another schema than this program's own. */
    static Database open(DatabaseAddress address, Schema schema) {
        try {
            return broughtUpToDate(new Pool(address), address.dialect(), schema);
        } catch (RuntimeException e) {
            throw new DirectoryUnavailable(
                    "can't open the database %s: %s"
                            .formatted(address.shownUrl(), address.withoutSecrets(SqlFailure.reason(e))),
                    e);
        }
    }

    private static Database broughtUpToDate(Pool pool, Dialect dialect, Schema schema) {
        try {
            insist(Pool.PATIENCE, () -> pool.lend(schema::bringUpToDate));
            return new Database(pool, dialect, pool.lend(dialect::stampExpression));
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Returns whether the database answers now; it takes a few seconds at most to know that it doesn't. */
    public boolean isReachable() {
        try {
            return pool.lend(connection -> connection.isValid(PROBE_SECONDS));
        } catch (DirectoryUnavailable unreachable) {
            return false;
        }
    }

    /** Closes all connections, and with the last one an embedded database. Closing again does nothing. */
    @Override
    public void close() {
        pool.close();
    }

    Pool pool() {
        return pool;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Returns the expression as {@link Dialect#stampExpression} gave it. */
    Optional<String> stampExpression() {
        return stampExpression;
    }

    /**
     * Returns what the work reads with single statements.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    <T> T read(Function<DbExecute, T> work) {
        return pool.lend(connection -> ScopedValue.where(LENT, connection).call(() -> work.apply(client.execute())));
    }

    /**
     * Returns what the work reads with single statements of JDBC.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    <T> T query(Pool.Work<T> work) {
        return pool.lend(work);
    }

    /**
     * Does the work in one transaction. When another transaction is in the way it is rolled back and done again from the start,
     * so the work must have no effect outside the database.
     *
     * @throws DirectoryUnavailable if the database can't be asked, or others were in the way for seconds
     */
    <T> T change(Function<DbExecute, T> work) {
        return insist(
                Pool.PATIENCE,
                () -> pool.lend(
                        connection -> ScopedValue.where(LENT, connection).call(() -> transact(work))));
    }

    /** Does much work in one transaction, as {@link #change} does, by JDBC; it is tried again for half a minute. */
    <T> T changeMuch(Pool.Work<T> work) {
        return insist(MUCH_PATIENCE, () -> pool.lend(connection -> transact(connection, work)));
    }

    private static <T> T insist(Duration patience, Supplier<T> work) {
        long start = System.nanoTime();
        while (true) {
            try {
                return work.get();
            } catch (DirectoryUnavailable e) {
                if (!SqlFailure.isRace(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private <T> T transact(Function<DbExecute, T> work) {
        DbTransaction transaction = client.transaction();
        T result;
        try {
            result = work.apply(transaction);
        } catch (RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        }
        transaction.commit();
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
