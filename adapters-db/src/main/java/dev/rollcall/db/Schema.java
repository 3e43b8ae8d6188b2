package dev.rollcall.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables, as scripts numbered from 1. The database records in {@code schema_version} which of them it has.
 *
 * <p>Instances that bring the same database up to date at once take turns. PostgreSQL has a lock for that, and does all of it in
 * one transaction. H2 commits after every definition, so a lock can't last there: the instances of one process, and more can't
 * open a file, take turns here; and each statement of a script must be harmless when it is done twice, since the process may end
 * between two of them.
 */
final class Schema {
    private static final String RECORDS = """
            CREATE TABLE IF NOT EXISTS schema_version (
                version INTEGER NOT NULL PRIMARY KEY,
                applied TIMESTAMP(6) WITH TIME ZONE NOT NULL)
            """;

    private static final Object TURN = new Object();

    private final Dialect dialect;
    private final List<String> scripts;

    private Schema(Dialect dialect, List<String> scripts) {
        this.dialect = dialect;
        this.scripts = List.copyOf(scripts);
    }

    /** Returns this program's schema. */
    static Schema of(Dialect dialect) {
        return new Schema(
                dialect,
                IntStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> script("schema/" + dialect.folder() + "/" + number + ".sql"))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::orElseThrow)
                        .toList());
    }

    /** Returns this schema with one more version. */
    Schema with(String script) {
        return new Schema(
                dialect, Stream.concat(scripts.stream(), Stream.of(script)).toList());
    }

    /**
     * Applies the scripts that the database hasn't yet, in one transaction where the database can.
     *
     * @return the version that the database has now
     * @throws SQLException if the database refused, or has a version that this program doesn't know
     */
    int bringUpToDate(Connection connection) throws SQLException {
        synchronized (TURN) {
            return broughtUpToDate(connection);
        }
    }

    private int broughtUpToDate(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setNetworkTimeout(Runnable::run, 0); // the pool sets it again; an index of many users takes its time
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.takeTurn());
            statement.execute(RECORDS);
            int found = checked(versionOf(statement));
            for (int version = found + 1; version <= scripts.size(); version++) {
                statement.execute(scripts.get(version - 1));
                statement.execute(record(version));
            }
            connection.commit();
            return scripts.size();
        }
    }

    private static int versionOf(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private int checked(int version) throws SQLException {
        if (version > scripts.size()) {
            throw new SQLNonTransientException(
                    "its schema has version %s, but this program knows versions up to %s only; a newer Rollcall used it"
                            .formatted(version, scripts.size()));
        }
        return version;
    }

    private static String record(int version) {
        return "INSERT INTO schema_version (version, applied) VALUES (" + version + ", CURRENT_TIMESTAMP)";
    }

    private static Optional<String> script(String path) {
        try (InputStream script = Schema.class.getResourceAsStream(path)) {
            return script == null
                    ? Optional.empty()
                    : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
