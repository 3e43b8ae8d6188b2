package dev.rollcall.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection pool of a database. A connection is lent for one piece of work and always returned.
 *
 * <p>If all are lent, callers wait at a semaphore, not inside Hikari, where waiting costs more than a query.
 *
 * <p>Long reads and bulk writes each have a limit, so that from three connections on, one at least is left for short work.
 *
 * <p>The first caller that waits in vain for a connection detects an outage, and so does the first statement that isn't answered. After
 * that, calls fail fast until Hikari, which keeps trying, has connected again.
 */
final class Pool implements AutoCloseable {
    /** How long to wait for a connection, or to retry after races, before the directory counts as unavailable. */
    static final Duration PATIENCE = Duration.ofSeconds(3);
    /** The timeout of the validation of a connection before it is lent. */
    private static final Duration PROBE = Duration.ofSeconds(2);
    /** How long bulk work waits for its turn. */
    private static final Duration MUCH_PATIENCE = Duration.ofSeconds(30);

    private final DatabaseAddress address;
    private final Dialect.Preparation preparation;
    private final HikariDataSource connections;
    private final Semaphore permits;
    private final Semaphore longReads;
    private final Semaphore bulkWrites;
    private final Runnable whenLost;
    private final Consumer<Duration> waited;
    private volatile boolean isClosed;
    private volatile boolean isLost;
    /** Why the last caller got no connection; null if it got one. */
    private volatile @Nullable SQLException outage;

    /**
     * Opens the pool and its first connection; a failure throws whatever Hikari or the driver throws.
     *
     * @param whenLost is run once if an embedded database closed itself
     * @param waited told how long each caller waited for a connection, also in vain
     */
    Pool(DatabaseAddress address, Runnable whenLost, Consumer<Duration> waited) {
        this.address = address;
        this.whenLost = whenLost;
        this.waited = waited;
        this.permits = new Semaphore(address.poolSize());
        this.longReads = new Semaphore(longReads(address), true);
        this.bulkWrites = new Semaphore(address.dialect().bulkWrites(address.poolSize()), true);
        HikariConfig config = configuration(address, new Eviction(this::lose, this::suspectAll));
        this.preparation = address.dialect().configure(config, address.url());
        this.connections = new HikariDataSource(config);
    }

    private static int longReads(DatabaseAddress address) {
        return Math.max(1, address.poolSize() / 2);
    }

    private synchronized void lose() {
        if (!isClosed && !isLost) {
            isLost = true;
            whenLost.run();
        }
    }

    /** Closes all connections, those that are lent when they are returned: to find out one by one that they are dead takes too long. */
    private void suspectAll() {
        connections.getHikariPoolMXBean().softEvictConnections();
    }

    /**
     * Runs work that reads many rows.
     *
     * @throws DirectoryUnavailable if too many such reads are under way, there is no connection, or the database refused
     */
    <T> T lendForLongRead(Work<T> work) {
        return limited(longReads, PATIENCE, "searches, counts or exports", work);
    }

    /**
     * Runs work that writes many rows.
     *
     * @throws DirectoryUnavailable if too much such work is under way, there is no connection, or the database refused
     */
    <T> T lendForBulkWrite(Work<T> work) {
        return limited(bulkWrites, MUCH_PATIENCE, "imports", work);
    }

    private <T> T limited(Semaphore limit, Duration patience, String what, Work<T> work) {
        try {
            if (!limit.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DirectoryUnavailable(Reason.BUSY, "too many %s are under way".formatted(what));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            return lend(work);
        } finally {
            limit.release();
        }
    }

    private static DirectoryUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DirectoryUnavailable("interrupted while waiting for a connection to the database", e);
    }

    /**
     * Runs the work on a connection of its own.
     *
     * @throws DirectoryUnavailable if there is no connection, or the database refused
     */
    <T> T lend(Work<T> work) {
        try {
            Connection connection = take();
            try {
                preparation.of(connection);
                return work.on(connection);
            } finally {
                giveBack(connection);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (SQLException | DbClientException e) {
            throw new DirectoryUnavailable(
                    SqlFailure.kind(e),
                    "the database did not answer or refused: " + address.withoutSecrets(SqlFailure.reason(e)),
                    e);
        }
    }

    /**
     * Lends a connection until the loan is closed.
     *
     * @throws SQLException if there is none, or the database refused
     */
    Loan borrow() throws SQLException {
        Connection connection;
        try {
            connection = take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
        try {
            preparation.of(connection);
            return new Loan(connection);
        } catch (SQLException | RuntimeException | Error e) {
            giveBack(connection);
            throw e;
        }
    }

    /** Waits for a connection, which must be given back. */
    private Connection take() throws InterruptedException, SQLException {
        long begin = System.nanoTime();
        try {
            acquire();
            try {
                return connection();
            } catch (SQLException | RuntimeException | Error e) {
                permits.release();
                throw e;
            }
        } finally {
            waited.accept(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Closes the connection only if the work didn't: Hikari would lose the open statements of whoever has the connection by then. */
    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                connection.close();
            }
        } finally {
            permits.release();
        }
    }

    private void acquire() throws InterruptedException, SQLTransientConnectionException {
        if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SQLTransientConnectionException("all %s connections are in use".formatted(address.poolSize()));
        }
    }

    /** A connection that is lent, until it is closed for the first time. For one thread. */
    final class Loan {
        private final Connection connection;
        private boolean isClosed;

        private Loan(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        boolean isClosed() {
            return isClosed;
        }

        void close() throws SQLException {
            if (isClosed) {
                return;
            }
            isClosed = true;
            giveBack(connection);
        }
    }

    private Connection connection() throws SQLException {
        if (isLost) {
            throw new SQLNonTransientConnectionException("the database has closed itself after a failure");
        }
        SQLException before = outage;
        if (before != null && connections.getHikariPoolMXBean().getTotalConnections() == 0) {
            throw new SQLTransientConnectionException("not connected again yet", before);
        }
        try {
            Connection connection = connections.getConnection();
            outage = null;
            return connection;
        } catch (SQLTransientConnectionException e) {
            if (outage == null && address.dialect() == Dialect.POSTGRESQL) {
                suspectAll();
            }
            outage = e;
            throw e;
        }
    }

    int size() {
        return address.poolSize();
    }

    PoolUse use() {
        HikariPoolMXBean now = connections.getHikariPoolMXBean();
        return new PoolUse(
                now.getActiveConnections(), now.getIdleConnections(), permits.getQueueLength(), address.poolSize());
    }

    int lent() {
        return connections.getHikariPoolMXBean().getActiveConnections();
    }

    /** Returns how many more connections can be lent without waiting. */
    int lendable() {
        return permits.availablePermits();
    }

    /** Returns how many long reads may run at once. */
    int longReadsAtOnce() {
        return longReads(address);
    }

    /** Closes all connections, including those that are lent; none if the database has closed itself, since they must not be touched. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (!isLost) {
            connections.close();
        }
    }

    private static HikariConfig configuration(DatabaseAddress address, Eviction eviction) {
        var config = new HikariConfig();
        config.setPoolName("rollcall");
        config.setMaximumPoolSize(address.poolSize());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PROBE.toMillis());
        config.setExceptionOverride(eviction);
        if (!address.username().isEmpty()) {
            config.setUsername(address.username());
        }
        if (!address.password().isEmpty()) {
            config.setPassword(address.password());
        }
        return config;
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        /** Runs it; it must leave no transaction open, and may close the connection. */
        T on(Connection connection) throws SQLException;
    }
}
