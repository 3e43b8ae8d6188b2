package dev.rollcall.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection pool of a database. A connection is lent for one piece of work and always returned.
 *
 * <p>If all are lent, callers wait at a semaphore, not inside Hikari, where waiting costs more than a query.
 *
 * <p>The first caller that waits in vain for a connection detects an outage. After that, calls fail fast until Hikari, which keeps
 * trying, has connected again.
 */
final class Pool implements AutoCloseable {
    /** How long to wait for a connection, or to retry after races, before the directory counts as unavailable. */
    static final Duration PATIENCE = Duration.ofSeconds(3);
    /** The timeout of the validation of a connection before it is lent. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final DatabaseAddress address;
    private final HikariDataSource connections;
    private final Semaphore permits;
    /** Why the last caller got no connection; null if it got one. */
    private volatile @Nullable SQLException outage;

    /** Opens the pool and its first connection; a failure throws whatever Hikari or the driver throws. */
    Pool(DatabaseAddress address) {
        this.address = address;
        this.permits = new Semaphore(address.poolSize());
        this.connections = new HikariDataSource(configuration(address));
    }

    /**
     * Runs the work on a connection of its own.
     *
     * @throws DirectoryUnavailable if there is no connection, or the database refused
     */
    <T> T lend(Work<T> work) {
        try {
            if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException(
                        "all %s connections are in use".formatted(address.poolSize()));
            }
            try (Connection connection = connection()) {
                return work.on(connection);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted while waiting for a connection to the database", e);
        } catch (SQLException | DbClientException e) {
            throw new DirectoryUnavailable(
                    "the database did not answer or refused: " + address.withoutSecrets(SqlFailure.reason(e)), e);
        }
    }

    private Connection connection() throws SQLException {
        SQLException before = outage;
        if (before != null && connections.getHikariPoolMXBean().getTotalConnections() == 0) {
            throw new SQLTransientConnectionException("not connected again yet", before);
        }
        try {
            Connection connection = connections.getConnection();
            outage = null;
            return connection;
        } catch (SQLTransientConnectionException e) {
            outage = e;
            throw e;
        }
    }

    int size() {
        return address.poolSize();
    }

    int lent() {
        return connections.getHikariPoolMXBean().getActiveConnections();
    }

    /** Returns how many more connections can be lent without waiting. */
    int lendable() {
        return permits.availablePermits();
    }

    /** Closes all connections, including those that are lent. */
    @Override
    public void close() {
        connections.close();
    }

    private static HikariConfig configuration(DatabaseAddress address) {
        var config = new HikariConfig();
        config.setPoolName("rollcall");
        config.setMaximumPoolSize(address.poolSize());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PROBE.toMillis());
        config.setExceptionOverride(new Eviction());
        address.dialect().configure(config, address.url());
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
        /** Runs it; it must leave no transaction open. */
        T on(Connection connection) throws SQLException;
    }
}
