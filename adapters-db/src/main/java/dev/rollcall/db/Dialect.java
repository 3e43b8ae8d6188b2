package dev.rollcall.db;

import com.zaxxer.hikari.HikariConfig;
import dev.rollcall.domain.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What differs between the databases. */
enum Dialect {
    /** H2. Its own text order is by UTF-16 code unit, so a column beside the id keeps the order by code point. */
    H2("jdbc:h2:", "SELECT 1", "SELECT NEXT VALUE FOR user_version", "SYSTEM_RANGE(1, ?)") {
        @Override
        void configure(HikariConfig pool, String url) {
            boolean embedded = Stream.of("tcp:", "ssl:").noneMatch(way -> url.startsWith(way, prefix().length()));
            pool.setJdbcUrl(embedded ? ownedByThePool(url) : url);
            pool.setMaxLifetime(0);
        }

        @Override
        String search() {
            return "search LIKE ? ESCAPE '!'";
        }

        @Override
        Optional<String> searchByIndex() {
            return Optional.empty();
        }

        @Override
        String searchParameter(String query) {
            return Search.patternOf(query);
        }

        @Override
        String byCodePoint(String column) {
            return column + "_utf8";
        }

        @Override
        String givenByCodePoint() {
            return "STRINGTOUTF8(?)";
        }

        @Override
        Optional<String> places() {
            return Optional.empty();
        }

        @Override
        Optional<String> stampExpression(Connection connection) {
            return Optional.empty();
        }

        // An ordinary file channel is closed by the interrupt of any thread that uses it, and the database with it.
        // Without a write delay a change is in the file when its transaction ends, and survives the end of the process.
        // The pool closes the database, after the last request; H2's own shutdown hook would close it in the midst of
        // them,
        // but is obligatory where processes share a file.
        private String ownedByThePool(String url) {
            String prompt = withDefault(FILE.matcher(url).replaceFirst("$1async:"), "WRITE_DELAY=0");
            return has(url, "AUTO_SERVER=TRUE") ? prompt : withDefault(prompt, "DB_CLOSE_ON_EXIT=FALSE");
        }
    },
    /** PostgreSQL, whose database must be in UTF-8. */
    POSTGRESQL(
            "jdbc:postgresql:",
            // any number, but always the same
            "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(7655426001)",
            "SELECT nextval('user_version')",
            "generate_series(1, ?)") {
        @Override
        void configure(HikariConfig pool, String url) {
            pool.setJdbcUrl(url);
            // The server ends a statement that waits too long for others, unless URL or server have a limit already.
            pool.setConnectionInitSql(
                    "SELECT set_config('statement_timeout', '5s', false) WHERE current_setting('statement_timeout') = '0'");
            pool.addDataSourceProperty("ApplicationName", "rollcall");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            pool.addDataSourceProperty(
                    "socketTimeout", "10"); // seconds: a dead network must not keep a connection for ever
        }

        // A line is a word, spaces and all.
        @Override
        String search() {
            return "array_to_tsvector(array_remove(string_to_array(search, E'\\n'), '')) @@ ?::tsquery";
        }

        @Override
        Optional<String> searchByIndex() {
            return Optional.of("search_lines(search) @@ ?::tsquery");
        }

        @Override
        String searchParameter(String query) {
            return Search.prefixOf(query);
        }

        @Override
        String byCodePoint(String column) {
            return column;
        }

        @Override
        String givenByCodePoint() {
            return "?";
        }

        @Override
        Optional<String> places() {
            return Optional.of("unnest(?, ?, ?) WITH ORDINALITY");
        }

        // What a query can see is what was committed in its snapshot, and a snapshot names the transactions. But a
        // server without the last transactions may use their numbers again: one that took over from another one, which
        // has started at another time, or one that recovered from a crash, which has made a checkpoint.
        @Override
        Optional<String> stampExpression(Connection connection) throws SQLException {
            return isPostgresItself(connection)
                    ? Optional.of(
                            "CASE WHEN NOT pg_is_in_recovery() THEN pg_postmaster_start_time() || ' ' ||"
                                    + " (SELECT checkpoint_lsn FROM pg_control_checkpoint()) || ' ' || pg_current_snapshot() END")
                    : Optional.empty();
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

    /** Where an H2 URL names a file; not one with a file system of its choice, or in memory. */
    private static final Pattern FILE = Pattern.compile("^(jdbc:h2:(file:)?)(?=[~./\\\\]|[A-Za-z]:)");

    private final String prefix;
    private final String takeTurn;
    private final String nextVersion;
    private final String range;

    Dialect(String prefix, String takeTurn, String nextVersion, String range) {
        this.prefix = prefix;
        this.takeTurn = takeTurn;
        this.nextVersion = nextVersion;
        this.range = range;
    }

    /** Returns the dialect that the JDBC URL asks for; empty if we don't speak it. */
    static Optional<Dialect> of(String url) {
        return Stream.of(values())
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst();
    }

    /** Gives the pool the URL and the driver's settings; what the URL itself sets stays as it is. */
    abstract void configure(HikariConfig pool, String url);

    /** Returns the condition that a user's search text has a line that begins in some way, with one parameter. */
    abstract String search();

    /** Returns the condition that means the same, with the same parameter, and is answered by an index; empty if there is none. */
    abstract Optional<String> searchByIndex();

    /** Returns the parameter of that condition, for a query that isn't empty. */
    abstract String searchParameter(String query);

    /** Returns the column that orders as this one's text is ordered by code point. */
    abstract String byCodePoint(String column);

    /** Returns the expression that makes a value of such a column of a text in a parameter. */
    abstract String givenByCodePoint();

    /**
     * Returns the table whose rows are three arrays given as parameters, with the number of each row behind them, beside which a query
     * can stand that asks by each row. Empty if there is none.
     */
    abstract Optional<String> places();

    /**
     * Returns the expression for a text that is another one after each change of the database, by whomever, or an SQL null if there is
     * none at the moment. Empty where there never is, as on databases that only resemble PostgreSQL: where data is spread over servers,
     * the snapshot of one says little.
     */
    abstract Optional<String> stampExpression(Connection connection) throws SQLException;

    /** Returns what, at the start of a transaction, keeps others from defining tables until it ends, however long it takes. */
    String takeTurn() {
        return takeTurn;
    }

    /** Returns the query for a version that was never given before. */
    String nextVersion() {
        return nextVersion;
    }

    /** Returns the query for as many such versions as its parameter says, each greater than the one before. */
    String nextVersions() {
        return nextVersion + " FROM " + range;
    }

    /** Returns the folder of the schema's scripts. */
    String folder() {
        return Text.word(this);
    }

    String prefix() {
        return prefix;
    }

    private static String withDefault(String url, String setting) {
        String key = setting.substring(0, setting.indexOf('=') + 1);
        return has(url, key) ? url : url + ";" + setting;
    }

    private static boolean has(String url, String setting) {
        return url.toUpperCase(Locale.ROOT).contains(";" + setting);
    }
}
