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
 * The connections to a database. Each is lent for the time of one piece of work and comes back whatever happens.
 *
 * <p>Who finds all of them lent waits at a semaphore, never inside Hikari, where waiting costs more than a query.
 *
 * <p>A database that went away is noticed by who waits in vain for a connection. From then on nobody waits: until Hikari, which
 * goes on trying, has made a connection, everybody is told at once.
 */
final class Pool implements AutoCloseable {
    /** How long to wait, for a connection or for others to get out of the way, before the directory counts as unavailable. */
    static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How long a connection may take to show that it still works, before it is lent. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final DatabaseAddress address;
    private final HikariDataSource connections;
    private final Semaphore permits;
    /** Why the last who wanted a connection got none; null if he got one. */
    private volatile @Nullable SQLException outage;

    /** Opens the pool and its first connection; failing that throws whatever Hikari and the driver throw. */
    Pool(DatabaseAddress address) {
        this.address = address;
        this.permits = new Semaphore(address.poolSize());
        this.connections = new HikariDataSource(configuration(address));
    }

    /**
     * Does the work on a connection that is nobody else's meanwhile, and takes it back.
     *
     * @throws DirectoryUnavailable if there is no connection, or the database refused
     */
    <T> T lend(Work<T> work) {
        try {
            if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("all %s connections are busy".formatted(address.poolSize()));
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
            throw new SQLTransientConnectionException("no connection could be made so far", before);
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

    /** Returns how many connections there are at most. */
    int size() {
        return address.poolSize();
    }

    /** Returns how many connections are lent now. */
    int lent() {
        return connections.getHikariPoolMXBean().getActiveConnections();
    }

    /** Returns how many could be lent now without waiting for one to come back. */
    int lendable() {
        return permits.availablePermits();
    }

    /** Closes all connections; whoever has one finds it closed. */
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

    /** Something to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it; the connection must be left without a transaction in progress. */
        T on(Connection connection) throws SQLException;
    }
}
