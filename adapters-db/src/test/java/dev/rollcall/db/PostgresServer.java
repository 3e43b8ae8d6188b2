package dev.rollcall.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, shared by all tests of this JVM; starts on first use and ends with the JVM. */
final class PostgresServer {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** Returns the address of a new, empty schema. */
    static DatabaseAddress emptySchema() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        return addressOf("postgres?currentSchema=" + schema);
    }

    /** Returns the address of a database, by name and settings. */
    static DatabaseAddress addressOf(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:%s/%s".formatted(Running.SERVER.getPort(), database), "postgres", "", 4);
    }

    static int port() {
        return Running.SERVER.getPort();
    }

    /** Runs a statement as the administrator. */
    static void execute(String sql) {
        try (var connection = Running.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a statement as the user of the address. */
    static void execute(DatabaseAddress address, String sql) {
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
