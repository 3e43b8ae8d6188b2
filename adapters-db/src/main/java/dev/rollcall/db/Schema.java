package dev.rollcall.db;

import dev.rollcall.domain.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The schema, as migration scripts numbered from 1. The table {@code schema_version} records which of them were applied.
 *
 * <p>Concurrent migrations of one database are serialized. PostgreSQL has an advisory lock for that, and applies all scripts in one
 * transaction. H2 commits after every DDL statement, which would release a lock: here a lock of the process suffices, since only one
 * process can open a file, and each statement of a script must be idempotent, since the process may end between two of them.
 */
final class Schema {
    private static final String VERSIONS = """
            CREATE TABLE IF NOT EXISTS schema_version (
                version INTEGER NOT NULL PRIMARY KEY,
                applied TIMESTAMP(6) WITH TIME ZONE NOT NULL)
            """;

    /** The version from which on the search texts have their present form. */
    private static final int SEARCH_TEXTS = 2;

    private static final Object LOCK = new Object();

    private final Dialect dialect;
    private final List<String> scripts;

    private Schema(Dialect dialect, List<String> scripts) {
        this.dialect = dialect;
        this.scripts = List.copyOf(scripts);
    }

    /** Reads the scripts of this program. */
    static Schema of(Dialect dialect) {
        return new Schema(
                dialect,
                IntStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> script("schema/" + dialect.folder() + "/" + number + ".sql"))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::orElseThrow)
                        .toList());
    }

    /** Returns the schema of an older program, up to a version. */
    Schema upTo(int version) {
        return new Schema(dialect, scripts.subList(0, version));
    }

    Schema with(String script) {
        return new Schema(
                dialect, Stream.concat(scripts.stream(), Stream.of(script)).toList());
    }

    /**
     * Applies the scripts that are pending, in one transaction where the database can. If there are none, nothing is locked, and the role
     * needs no right to create.
     *
     * @return the new version of the schema
     * @throws SQLException if the database refused, or its version is newer than this program's
     */
    int migrate(Connection connection) throws SQLException {
        synchronized (LOCK) {
            connection.setAutoCommit(false);
            return checked(versionBeforeLock(connection)) == scripts.size() ? scripts.size() : applyPending(connection);
        }
    }

    /** Returns 0 if it can't be read, as in an empty database. */
    private static int versionBeforeLock(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            return versionOf(statement);
        } catch (SQLException none) {
            connection.rollback(before); // to go on in the transaction, which may have settings of its own
            return 0;
        }
    }

    private int applyPending(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 0); // an index of many users takes long; the pool sets it again
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.lockSchema());
            statement.execute(VERSIONS);
            int found = checked(versionOf(statement));
            for (int version = found + 1; version <= scripts.size(); version++) {
                statement.execute(scripts.get(version - 1));
                if (version == SEARCH_TEXTS) {
                    rewriteSearchTexts(connection);
                }
                statement.execute(record(version));
            }
            connection.commit();
            if (dialect.limitStatements().isPresent()) {
                statement.execute(dialect.limitStatements().get());
                connection.commit();
            }
            return scripts.size();
        }
    }

    /** Writes the search text of every user as {@link Search} makes it now. */
    private static void rewriteSearchTexts(Connection connection) throws SQLException {
        try (PreparedStatement users = connection.prepareStatement(
                        "SELECT %s FROM users WHERE id > ? ORDER BY id LIMIT 1000".formatted(UserTable.COLUMNS));
                PreparedStatement update = connection.prepareStatement("UPDATE users SET search = ? WHERE id = ?")) {
            String last = "";
            for (int found = 1; found > 0; ) {
                found = 0;
                users.setString(1, last);
                try (ResultSet rows = users.executeQuery()) {
                    for (; rows.next(); found++) {
                        User user = UserTable.entry(rows).user();
                        last = user.id().value();
                        update.setString(1, Search.textOf(user));
                        update.setString(2, last);
                        update.addBatch();
                    }
                }
                update.executeBatch();
            }
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
                    "its schema version %s is newer than %s, the latest that this version of Rollcall supports"
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
