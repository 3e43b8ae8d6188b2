package dev.rollcall.app.settings;

import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.domain.rollcall.CallPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings of Rollcall, checked.
 *
 * @param server where we are served
 * @param database where the directory is kept
 * @param remote the users API that the roll is called on
 * @param rollCall how a roll call is done
 */
public record Settings(Server server, Database database, RemoteSettings remote, RollCalls rollCall) {
    static final Setting<String> SERVER_HOST =
            new Setting<>("server.host", "The address that the server listens on.", Form.host(), "127.0.0.1");
    static final Setting<Integer> SERVER_PORT = new Setting<>(
            "server.port", "The port that the server listens on; 0 for any free one.", Form.number(0, 65535), "8080");
    static final Setting<Optional<String>> SERVER_USER_HEADER = new Setting<>(
            "server.user-header",
            "The header in which a proxy that knows its users says who makes a request, for the history.",
            Form.headerName(),
            "");
    static final Setting<Duration> SERVER_WRITE_TIMEOUT = new Setting<>(
            "server.write-timeout",
            "How long a client may read nothing of a stream before it is cut.",
            Form.duration(),
            "PT30S");
    static final Setting<String> DB_URL = new Setting<>(
            "db.url",
            "The database of the directory; a relative file is sought from the working directory.",
            Form.jdbcUrl(),
            "jdbc:h2:file:./data/rollcall");
    static final Setting<Optional<String>> DB_USERNAME =
            new Setting<>("db.username", "The name that the database knows us by.", Form.optionalText(), "");
    static final Setting<Optional<Secret>> DB_PASSWORD = new Setting<>(
            "db.password",
            "The password for the database; it is never shown.",
            Form.optionalText().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Integer> DB_POOL =
            new Setting<>("db.pool", "The most connections to the database at once.", Form.number(1, 1000), "10");
    static final Setting<Duration> ROLL_CALL_DEADLINE = new Setting<>(
            "roll-call.deadline",
            "The time that a roll call may take if its caller doesn't say.",
            Form.duration(),
            "PT2S");
    static final Setting<Duration> ROLL_CALL_MAX_DEADLINE = new Setting<>(
            "roll-call.max-deadline", "The longest time that a caller may ask for.", Form.duration(), "PT30S");
    static final Setting<Integer> ROLL_CALL_CONCURRENCY = new Setting<>(
            "roll-call.concurrency",
            "The most requests at once for one roll call.",
            Form.number(1, CallPolicy.MAX_CONCURRENCY),
            "64");
    static final Setting<Integer> ROLL_CALL_MAX_IDS = new Setting<>(
            "roll-call.max-ids",
            "The most ids in a roll call for a page or a JSON document.",
            Form.number(1, 1_000_000),
            "1000");

    private static final List<Setting<?>> ALL = Stream.of(
                    List.of(SERVER_HOST, SERVER_PORT, SERVER_USER_HEADER, SERVER_WRITE_TIMEOUT),
                    List.of(DB_URL, DB_USERNAME, DB_PASSWORD, DB_POOL),
                    RemoteSettings.all(),
                    List.of(ROLL_CALL_DEADLINE, ROLL_CALL_MAX_DEADLINE, ROLL_CALL_CONCURRENCY, ROLL_CALL_MAX_IDS))
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** Returns the declarations of all settings, in the order of the documentation. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns settings of which nothing was given yet. */
    public static GivenSettings given() {
        return new GivenSettings(ALL);
    }

    /**
     * Returns the settings with these values, and the default for every key that is not among them.
     *
     * @param values text by key
     * @throws WrongSettings if a key or a value is wrong; it names all that are
     */
    public static Settings of(Map<String, String> values) throws WrongSettings {
        return of(given().putAll(values, "given"));
    }

    /**
     * Returns the settings that were given, and the default for every other.
     *
     * @throws WrongSettings if something of what was given is wrong; it names all that is
     */
    public static Settings of(GivenSettings given) throws WrongSettings {
        check(given);
        return new Settings(
                new Server(
                        given.get(SERVER_HOST),
                        given.get(SERVER_PORT),
                        given.get(SERVER_USER_HEADER),
                        given.get(SERVER_WRITE_TIMEOUT)),
                new Database(given.get(DB_URL), given.get(DB_USERNAME), given.get(DB_PASSWORD), given.get(DB_POOL)),
                RemoteSettings.of(given),
                rollCalls(given));
    }

    private static void check(GivenSettings given) throws WrongSettings {
        given.checkValues();
        given.checkOrder(ROLL_CALL_DEADLINE, ROLL_CALL_MAX_DEADLINE);
        RemoteSettings.check(given);
        given.checkKeys();
        given.throwProblems();
    }

    private static RollCalls rollCalls(GivenSettings given) {
        return new RollCalls(
                given.get(ROLL_CALL_DEADLINE),
                given.get(ROLL_CALL_MAX_DEADLINE),
                given.get(ROLL_CALL_CONCURRENCY),
                given.get(ROLL_CALL_MAX_IDS));
    }

    /**
     * Where we are served.
     *
     * @param host the name or address to listen on
     * @param port the port to listen on; 0 for any free one
     * @param userHeader the header in which a proxy says who makes a request; empty if none does
     * @param writeTimeout how long a client may read nothing of a stream before it is cut
     */
    public record Server(String host, int port, Optional<String> userHeader, Duration writeTimeout) {}

    /**
     * Where the directory is kept.
     *
     * @param url a JDBC URL for H2 or PostgreSQL
     * @param username the name to log in with
     * @param password the password to log in with
     * @param pool the most connections at once
     */
    public record Database(String url, Optional<String> username, Optional<Secret> password, int pool) {
        /** Returns where the database is, and how it is to be used. */
        public DatabaseAddress address() {
            return new DatabaseAddress(
                    url, username.orElse(""), password.map(Secret::value).orElse(""), pool);
        }

        /** Returns whether the database is a file of ours, which nobody else uses. */
        public boolean isEmbedded() {
            return url.startsWith("jdbc:h2:");
        }

        /** Returns the settings without the secrets that may be in the URL. */
        @Override
        public String toString() {
            return "Database[url=%s, username=%s, password=%s, pool=%s]"
                    .formatted(Setting.withoutSecrets(url), username, password, pool);
        }
    }

    /**
     * How a roll call is done.
     *
     * @param deadline the time it may take if its caller doesn't say, at most {@code maxDeadline}
     * @param maxDeadline the longest time that a caller may ask for
     * @param concurrency the most requests at once for one roll call
     * @param maxIds the most ids for a page or a JSON document
     */
    public record RollCalls(Duration deadline, Duration maxDeadline, int concurrency, int maxIds) {
        /** Returns what holds for a caller who doesn't say more. */
        public CallPolicy policy() {
            return new CallPolicy(deadline, concurrency);
        }
    }
}
