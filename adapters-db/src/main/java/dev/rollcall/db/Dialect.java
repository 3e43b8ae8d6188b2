package dev.rollcall.db;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import dev.rollcall.db.file.PatientFilePath;
import dev.rollcall.domain.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The differences between the supported databases. */
enum Dialect {
    /** H2. It orders text by UTF-16 code unit, so extra columns hold the order by code point. */
    H2(
            "jdbc:h2:",
            Optional.of("SET QUERY_TIMEOUT 5000"),
            "SET QUERY_TIMEOUT 0",
            "SELECT NEXT VALUE FOR user_version",
            "SYSTEM_RANGE(1, ?)") {
        @Override
        Preparation configure(HikariConfig pool, String url) {
            boolean embedded = Stream.of("tcp:", "ssl:").noneMatch(way -> url.startsWith(way, prefix().length()));
            PatientFilePath.register();
            pool.setJdbcUrl(embedded ? withDefaults(url) : url);
            pool.setMaxLifetime(0);
            limitStatements().ifPresent(pool::setConnectionInitSql);
            return connection -> {};
        }

        @Override
        Optional<String> lexemeSearch() {
            return Optional.empty();
        }

        @Override
        String byCodePoint(String column) {
            return column + "_utf8";
        }

        @Override
        boolean seeksRows() {
            return false;
        }

        @Override
        Optional<String> places(Connection connection) {
            return Optional.empty();
        }

        @Override
        Optional<String> stampExpression(Connection connection) {
            return Optional.empty();
        }

        // Two that lock the same users in different orders would spin, and readers with them.
        @Override
        int bulkWrites(int connections) {
            return 1;
        }

        @Override
        boolean changesUsersAlone() {
            return true;
        }

        @Override
        String lockUsers() {
            return "";
        }

        @Override
        String using(String index) {
            return " USE INDEX (%s)".formatted(index);
        }

        @Override
        String upsert(String table, List<String> columns) {
            return "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
                    .formatted(table, String.join(", ", columns), columns.getFirst(), placeholders(columns));
        }

        // patient: a full disk is waited for.
        // async: an interrupted thread closes an ordinary file channel, and the database with it.
        // WRITE_DELAY=0: a committed change is in the file and survives the end of the process.
        // DB_CLOSE_ON_EXIT: the pool closes the database after the last request; H2's shutdown hook would close it
        // during requests, but is required where processes share a file.
        // COMPRESS: every commit appends pages, so a large import takes 97 MB instead of 222.
        // REUSE_SPACE=FALSE: with a commit in freed space, H2 2.5.252 writes a header that leads to the commit before,
        // where recovery ends; until the next header, a killed process would lose up to 20 commits.
        // LOCK_TIMEOUT: whoever waits for a row of an import keeps others, the import too, from writing; it is retried.
        // TRACE_LEVEL_FILE=0: no file of failed statements, with the values of users, beside the database.
        private String withDefaults(String url) {
            String prompt = withDefault(FILE.matcher(url).replaceFirst("$1patient:async:"), "WRITE_DELAY=0");
            prompt = withDefault(withDefault(prompt, "COMPRESS=TRUE"), "TRACE_LEVEL_FILE=0");
            prompt = withDefault(prompt, "LOCK_TIMEOUT=200");
            if (!url.startsWith("mem:", prefix().length())) { // which has no space to reuse, and fails
                prompt = withDefault(prompt, "REUSE_SPACE=FALSE");
            }
            return has(url, "AUTO_SERVER=TRUE") ? prompt : withDefault(prompt, "DB_CLOSE_ON_EXIT=FALSE");
        }
    },
    /** PostgreSQL; the database must use UTF-8. */
    POSTGRESQL(
            "jdbc:postgresql:",
            Optional.empty(),
            // an arbitrary but fixed key
            "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(7655426001)",
            "SELECT nextval('user_version')",
            "generate_series(1, ?)") {
        @Override
        Preparation configure(HikariConfig pool, String url) {
            var sessions = new PostgresSessions(url);
            pool.setJdbcUrl(url);
            pool.setDataSource(sessions);
            return sessions::begin;
        }

        @Override
        Optional<String> lexemeSearch() {
            return Optional.of("search_words(search) @@ ?::tsquery");
        }

        @Override
        String byCodePoint(String column) {
            return column;
        }

        @Override
        boolean seeksRows() {
            return true;
        }

        @Override
        boolean logsLocks() {
            return true;
        }

        @Override
        String upsert(String table, List<String> columns) {
            String replaced = columns.stream()
                    .skip(1)
                    .map(column -> column + " = EXCLUDED." + column)
                    .collect(joining(", "));
            return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
                    .formatted(table, String.join(", ", columns), placeholders(columns), columns.getFirst(), replaced);
        }

        @Override
        Optional<String> places(Connection connection) throws SQLException {
            return isPostgresItself(connection) ? Optional.of("unnest(?, ?, ?) WITH ORDINALITY") : Optional.empty();
        }

        @Override
        void takeTurn(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(7655426002)")) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw SqlFailure.race("it isn't its turn");
                }
            }
        }

        // A snapshot names the transactions that a query sees. But a server that lost the last transactions may reuse
        // their ids: after a fail-over, which shows in the start time, or after crash recovery, which makes a
        // checkpoint.
        @Override
        Optional<String> stampExpression(Connection connection) throws SQLException {
            String stamp = "CASE WHEN NOT pg_is_in_recovery() THEN pg_postmaster_start_time() || ' ' ||"
                    + " (SELECT checkpoint_lsn FROM pg_control_checkpoint()) || ' ' || pg_current_snapshot() END";
            return isPostgresItself(connection) && isAllowed(connection, stamp) ? Optional.of(stamp) : Optional.empty();
        }

        private static boolean isAllowed(Connection connection, String expression) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT " + expression);
            } catch (SQLException e) {
                if (SqlFailure.isForbidden(e)) {
                    return false;
                }
                throw e;
            }
        }

        private static boolean isPostgresItself(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT version(), to_regclass('pg_dist_node'), to_regproc('pg_current_snapshot')")) {
                row.next();
                String version = row.getString(1);
                boolean isCitus = row.getString(2) != null;
                return version.startsWith("PostgreSQL ")
                        && !version.contains("-YB-")
                        && !isCitus
                        && row.getString(3) != null;
            }
        }
    };

    /** Matches an H2 URL with a plain file: not in memory, nor with an explicit file system. */
    private static final Pattern FILE = Pattern.compile("^(jdbc:h2:(file:)?)(?=[~./\\\\]|[A-Za-z]:)");

    private final String prefix;
    private final Optional<String> limitStatements;
    private final String lockSchema;
    private final String nextVersion;
    private final String range;

    Dialect(String prefix, Optional<String> limitStatements, String lockSchema, String nextVersion, String range) {
        this.prefix = prefix;
        this.limitStatements = limitStatements;
        this.lockSchema = lockSchema;
        this.nextVersion = nextVersion;
        this.range = range;
    }

    /** Returns the dialect of a JDBC URL; empty if it isn't supported. */
    static Optional<Dialect> of(String url) {
        return Stream.of(values())
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst();
    }

    /**
     * Sets the URL and the driver's settings on the pool; settings in the URL take precedence. No statement takes more than 5 seconds.
     *
     * @return what must precede the work on each connection that is lent
     */
    abstract Preparation configure(HikariConfig pool, String url);

    /**
     * Returns the condition, for an index, that the search text has all words of a query, in whatever order; its parameter is {@link
     * Search#lexemesOf}. Empty if there is no such index.
     */
    abstract Optional<String> lexemeSearch();

    /** Returns the column that orders a text column by code point. */
    abstract String byCodePoint(String column);

    /**
     * Returns whether a transaction that only locked rows is to be rolled back, since its commit would wait for the disk. On H2 2.5.252 the
     * rollback of a lock may cost the row its place in an index.
     */
    boolean logsLocks() {
        return false;
    }

    /** Returns whether a comparison with a row value seeks in an index. If not, keys are compared as {@code STRINGTOUTF8} of a parameter. */
    abstract boolean seeksRows();

    /**
     * Returns the table expression that turns three array parameters into rows with their numbers, for a lateral join. Empty if there is
     * none, as on databases that only resemble PostgreSQL.
     */
    abstract Optional<String> places(Connection connection) throws SQLException;

    /**
     * Returns the expression for the stamp, a text that every commit changes, by whichever client; its value is null if there is none at
     * the moment. Empty if there never is: if the role may not ask for it, or on databases that only resemble PostgreSQL, since where data
     * is distributed, the snapshot of one server says little. It may leave a transaction that failed.
     */
    abstract Optional<String> stampExpression(Connection connection) throws SQLException;

    /**
     * Returns the statement that must follow the transaction of {@link #lockSchema}, so that statements are limited to 5 seconds again;
     * empty if the end of the transaction suffices.
     */
    Optional<String> limitStatements() {
        return limitStatements;
    }

    /** Returns the statement that locks the schema until the transaction ends, however long that takes. */
    String lockSchema() {
        return lockSchema;
    }

    /**
     * Begins, in a transaction, work that no other transaction may do at the same time. It does nothing where {@link #bulkWrites} is 1
     * anyway.
     *
     * @throws SQLException a {@linkplain SqlFailure#isRace race} if another one does such work
     */
    void takeTurn(Connection connection) throws SQLException {}

    /** Returns how many bulk writes may run at once, at least 1. */
    int bulkWrites(int connections) {
        return Math.max(1, connections / 5);
    }

    /** Returns whether only one transaction at a time may change many users. */
    boolean changesUsersAlone() {
        return false;
    }

    /**
     * Returns what follows a query of many users so that it locks them. Empty where a lock is a write like the change that follows, which is
     * at no risk since only one thread writes; another process is noticed by the versions.
     */
    String lockUsers() {
        return " FOR UPDATE OF users";
    }

    /**
     * Returns what follows a table in a query so that it uses this index. Empty where the planner can be left to itself: H2 may take another
     * one that has a column less, and scan.
     */
    String using(String index) {
        return "";
    }

    /** Returns the statement that inserts a row or replaces the one with the same first column; its parameters are the columns. */
    abstract String upsert(String table, List<String> columns);

    private static String placeholders(List<String> columns) {
        return columns.stream().map(column -> "?").collect(joining(", "));
    }

    /** Returns the query for a version that was never used before. */
    String nextVersion() {
        return nextVersion;
    }

    /** Returns the query for as many new versions as its parameter says, in ascending order. */
    String nextVersions() {
        return nextVersion + " FROM " + range;
    }

    /** The folder of the schema's scripts. */
    String folder() {
        return Text.word(this);
    }

    String prefix() {
        return prefix;
    }

    /** What must precede the work on a connection. */
    @FunctionalInterface
    interface Preparation {
        /** Prepares it; it may open a transaction, which the end of the loan rolls back if the work doesn't end it. */
        void of(Connection connection) throws SQLException;
    }

    private static String withDefault(String url, String setting) {
        String key = setting.substring(0, setting.indexOf('=') + 1);
        return has(url, key) ? url : url + ";" + setting;
    }

    private static boolean has(String url, String setting) {
        return url.toUpperCase(Locale.ROOT).contains(";" + setting);
    }
}
