package dev.rollcall.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.domain.DirectoryUnavailable;
import io.helidon.dbclient.DbClientException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections to a database. Each is lent for the time of one piece of work and comes back whatever happens.
 *
 * <p>Who finds all of them lent waits at a semaphore, never inside Hikari, where waiting costs more than a query.
 */
final class Pool implements AutoCloseable {
    /** How long to wait, for a connection or for others to get out of the way, before the directory counts as unavailable. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DatabaseAddress address;
    private final HikariDataSource connections;
    private final Semaphore permits;

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
                throw new SQLTransientConnectionException("all %d connections are busy".formatted(address.poolSize()));
            }
            try (Connection connection = connections.getConnection()) {
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
