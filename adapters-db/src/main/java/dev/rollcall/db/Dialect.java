package dev.rollcall.db;

import com.zaxxer.hikari.HikariConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What differs between the databases. */
enum Dialect {
    /** H2. Its own text order is by UTF-16 code unit, so a column beside the id keeps the order by code point. */
    H2("jdbc:h2:", "SELECT 1", "SELECT NEXT VALUE FOR user_version", "id_utf8", "STRINGTOUTF8(?)", "NULL") {
        @Override
        void configure(HikariConfig pool, String url) {
            boolean embedded = Stream.of("tcp:", "ssl:").noneMatch(way -> url.startsWith(way, prefix().length()));
            pool.setJdbcUrl(embedded ? ownedByThePool(url) : url);
            pool.setMaxLifetime(0);
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
            "SELECT pg_advisory_xact_lock(7655426001)", // any number, but always the same
            "SELECT nextval('user_version')",
            "id",
            "?",
            // what is visible to a query is what had been committed in its snapshot; another server could be the same
            // one in the past
            "pg_postmaster_start_time() || ' ' || pg_current_snapshot()") {
        @Override
        void configure(HikariConfig pool, String url) {
            pool.setJdbcUrl(url);
            pool.addDataSourceProperty("ApplicationName", "rollcall");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            pool.addDataSourceProperty(
                    "socketTimeout", "30"); // seconds: a dead network must not keep a connection for ever
        }
    };

    /** Where an H2 URL names a file; not one with a file system of its choice, or in memory. */
    private static final Pattern FILE = Pattern.compile("^(jdbc:h2:(file:)?)(?=[~./\\\\]|[A-Za-z]:)");

    private final String prefix;
    private final String takeTurn;
    private final String nextVersion;
    private final String place;
    private final String placeOfParameter;
    private final String state;

    Dialect(String prefix, String takeTurn, String nextVersion, String place, String placeOfParameter, String state) {
        this.prefix = prefix;
        this.takeTurn = takeTurn;
        this.nextVersion = nextVersion;
        this.place = place;
        this.placeOfParameter = placeOfParameter;
        this.state = state;
    }

    /** Returns the dialect that the JDBC URL asks for; empty if we don't speak it. */
    static Optional<Dialect> of(String url) {
        return Stream.of(values())
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst();
    }

    /** Gives the pool the URL and the driver's settings; what the URL itself sets stays as it is. */
    abstract void configure(HikariConfig pool, String url);

    /** Returns the statement that, at the start of a transaction, keeps others from defining tables until it ends. */
    String takeTurn() {
        return takeTurn;
    }

    /** Returns the query for a version that was never given before. */
    String nextVersion() {
        return nextVersion;
    }

    /** Returns the column that orders users by the code points of their ids. */
    String place() {
        return place;
    }

    /** Returns the expression that makes such a place of the id in a parameter. */
    String placeOfParameter() {
        return placeOfParameter;
    }

    /** Returns the expression for a text that is another one after each change of the database; null if there is none. */
    String state() {
        return state;
    }

    /** Returns the folder of the schema's scripts. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
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
