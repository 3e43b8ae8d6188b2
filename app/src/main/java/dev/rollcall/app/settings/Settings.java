package dev.rollcall.app.settings;

import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.server.access.AccessSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings of Rollcall, validated. Each record declares the settings that it reads.
 *
 * @param server how the server listens
 * @param logs what is logged, and how
 * @param access who may do what there
 * @param database where the directory is stored
 * @param directory what the directory knows of users
 * @param remote the users API on which the roll is called
 * @param rollCall the defaults and limits of a roll call
 * @param reconciliation how the directory is reconciled with the remote
 */
public record Settings(
        Server server,
        Logs logs,
        AccessSettings access,
        Database database,
        Directory directory,
        RemoteSettings remote,
        RollCalls rollCall,
        ReconcileSettings reconciliation) {
    /** Returns the declarations of all settings, in the order of the documentation. */
    public static List<Setting<?>> all() {
        return Stream.of(
                        Server.DECLARED,
                        Logs.DECLARED,
                        ServerAccess.DECLARED,
                        Database.DECLARED,
                        Directory.DECLARED,
                        Preset.DECLARED,
                        RemoteSettings.DECLARED,
                        MappingSettings.DECLARED,
                        ListingSettings.DECLARED,
                        CredentialSettings.DECLARED,
                        NetworkSettings.DECLARED,
                        RollCalls.DECLARED,
                        ReconcileSettings.DECLARED)
                .<Setting<?>>flatMap(declared -> declared.all().stream())
                .toList();
    }

    /** Starts with every setting at its default. */
    public static GivenSettings given() {
        return new GivenSettings(all());
    }

    /**
     * Returns the settings with these values, and the default for every other key.
     *
     * @param values text by key
     * @throws WrongSettings if a key is unknown or a value invalid; lists all of them
     */
    public static Settings of(Map<String, String> values) throws WrongSettings {
        return of(given().putAll(values, "given"));
    }

    /**
     * Validates the given settings.
     *
     * @throws WrongSettings if a key is unknown or a value invalid; lists all of them
     */
    public static Settings of(GivenSettings given) throws WrongSettings {
        Preset.apply(given);
        given.readSecretFiles();
        given.checkValues();
        ServerAccess.check(given);
        RollCalls.check(given);
        RemoteSettings.check(given);
        MappingSettings.check(given, Directory.ATTRIBUTES);
        ReconcileSettings.check(given);
        given.checkKeys();
        given.throwProblems();
        return new Settings(
                Server.of(given),
                Logs.of(given),
                ServerAccess.of(given),
                Database.of(given),
                Directory.of(given),
                RemoteSettings.of(given),
                RollCalls.of(given),
                ReconcileSettings.of(given));
    }

    /**
     * How the server listens.
     *
     * @param host the host name or address to listen on
     * @param port the port to listen on; 0 picks a free one
     * @param hosts the names by which clients call the server
     * @param basePath the path below which a proxy has it
     * @param readTimeout how long a client may take to send the head of a request, or to send more of a body
     * @param writeTimeout how long a client may read nothing while it is sent a response
     * @param connectionsPerAddress how many connections an address may have before its own are closed first
     */
    public record Server(
            String host,
            int port,
            List<String> hosts,
            String basePath,
            Duration readTimeout,
            Duration writeTimeout,
            int connectionsPerAddress) {
        private static final Declarations DECLARED = new Declarations();

        static final Setting<String> HOST =
                DECLARED.add("server.host", "The address to listen on.", Form.host(), "127.0.0.1");
        static final Setting<Integer> PORT = DECLARED.add(
                "server.port", "The port to listen on; 0 picks a free one.", Form.number(0, 65535), "8080");
        static final Setting<List<String>> HOSTS = DECLARED.add(
                "server.hosts",
                "The hosts it answers to, beside loopback names on loopback; elsewhere empty stands for all.",
                Form.hosts(),
                "");
        static final Setting<String> BASE_PATH = DECLARED.add(
                "server.base-path",
                "The path below which a proxy has it; it answers there, and without, too.",
                Form.basePath(),
                "");
        static final Setting<Duration> READ_TIMEOUT = DECLARED.add(
                "server.read-timeout",
                "How long a client may take to send the head of a request, or more of its body.",
                Form.duration(),
                "PT10S");
        static final Setting<Duration> WRITE_TIMEOUT = DECLARED.add(
                "server.write-timeout",
                "How long a client may read nothing of a response before it is disconnected.",
                Form.duration(),
                "PT30S");
        static final Setting<Integer> CONNECTIONS_PER_ADDRESS = DECLARED.add(
                "server.connections-per-address",
                "Connections of an address beyond this number are closed first when all are taken.",
                Form.number(1, 1_000_000),
                "100");

        private static Server of(GivenSettings given) {
            return new Server(
                    given.get(HOST),
                    given.get(PORT),
                    given.get(HOSTS),
                    given.get(BASE_PATH),
                    given.get(READ_TIMEOUT),
                    given.get(WRITE_TIMEOUT),
                    given.get(CONNECTIONS_PER_ADDRESS));
        }
    }

    /**
     * What is logged, and how.
     *
     * @param isJson whether as JSON lines
     * @param requests which requests are logged: none, without personal data, or in full
     */
    public record Logs(boolean isJson, Requests requests) {
        /** Which requests are logged. */
        public enum Requests {
            NONE,
            PLAIN,
            FULL
        }

        private static final Declarations DECLARED = new Declarations();

        static final Setting<Boolean> JSON = DECLARED.add(
                "log.format",
                "How an event is logged: as a line of text, or as a JSON document on a line.",
                Form.oneOf(List.of("text", "json")).map("json"::equals),
                "text");
        static final Setting<Requests> REQUESTS = DECLARED.add(
                "log.requests",
                "Which requests are logged: none; plain, without personal data; or full, with it.",
                Form.oneOf(List.of("none", "plain", "full"))
                        .map(word -> Requests.valueOf(word.toUpperCase(Locale.ROOT))),
                "none");

        private static Logs of(GivenSettings given) {
            return new Logs(given.get(JSON), given.get(REQUESTS));
        }
    }

    /**
     * Where the directory is stored.
     *
     * @param url a JDBC URL for H2 or PostgreSQL
     * @param username the name to log in with
     * @param password the password to log in with
     * @param pool the maximum number of connections
     */
    public record Database(String url, Optional<String> username, Optional<Secret> password, int pool) {
        private static final Declarations DECLARED = new Declarations();

        static final Setting<String> URL = DECLARED.add(
                "db.url",
                "The database of the directory; a relative file is resolved against the working directory.",
                Form.jdbcUrl(),
                "jdbc:h2:file:./data/rollcall");
        static final Setting<Optional<String>> USERNAME =
                DECLARED.add("db.username", "The database user.", Form.optionalText(), "");
        static final Setting<Optional<Secret>> PASSWORD = DECLARED.addSecret(
                "db.password", "The password of the database user; never shown.", Form.optionalText());
        static final Setting<Integer> POOL = DECLARED.add(
                "db.pool", "The maximum number of connections to the database.", Form.number(1, 1000), "10");

        private static Database of(GivenSettings given) {
            return new Database(given.get(URL), given.get(USERNAME), given.get(PASSWORD), given.get(POOL));
        }

        /** Returns the address of the database, with credentials and pool size. */
        public DatabaseAddress address() {
            return new DatabaseAddress(
                    url, username.orElse(""), password.map(Secret::value).orElse(""), pool);
        }

        /** Returns whether the database is embedded, and so used by this process alone. */
        public boolean isEmbedded() {
            return url.startsWith("jdbc:h2:");
        }

        /** Returns the settings, with secrets in the URL masked. */
        @Override
        public String toString() {
            return "Database[url=%s, username=%s, password=%s, pool=%s]"
                    .formatted(Setting.withoutSecrets(url), username, password, pool);
        }
    }

    /**
     * What the directory knows of users.
     *
     * @param fields the fields of a user
     */
    public record Directory(UserFields fields) {
        private static final Declarations DECLARED = new Declarations();

        static final Setting<UserFields> ATTRIBUTES = DECLARED.add(
                "directory.attributes",
                "The attributes of users beside name, email and active, in the order shown.",
                Form.attributes(),
                "");

        private static Directory of(GivenSettings given) {
            return new Directory(given.get(ATTRIBUTES));
        }
    }

    /**
     * The defaults and limits of a roll call.
     *
     * @param deadline the default deadline, at most {@code maxDeadline}
     * @param maxDeadline the longest deadline a caller may request
     * @param concurrency the maximum number of requests in flight for one roll call
     * @param maxIds the maximum number of ids in one page or JSON document
     */
    public record RollCalls(Duration deadline, Duration maxDeadline, int concurrency, int maxIds) {
        private static final Declarations DECLARED = new Declarations();

        static final Setting<Duration> DEADLINE =
                DECLARED.add("roll-call.deadline", "The default deadline of a roll call.", Form.duration(), "PT2S");
        static final Setting<Duration> MAX_DEADLINE = DECLARED.add(
                "roll-call.max-deadline", "The longest deadline a caller may request.", Form.duration(), "PT30S");
        static final Setting<Integer> CONCURRENCY = DECLARED.add(
                "roll-call.concurrency",
                "The maximum number of requests in flight for one roll call.",
                Form.number(1, CallPolicy.MAX_CONCURRENCY),
                "64");
        static final Setting<Integer> MAX_IDS = DECLARED.add(
                "roll-call.max-ids",
                "The maximum number of ids in a roll call that returns a page or a JSON document.",
                Form.number(1, 1_000_000),
                "1000");

        private static void check(GivenSettings given) {
            given.checkOrder(DEADLINE, MAX_DEADLINE);
        }

        private static RollCalls of(GivenSettings given) {
            return new RollCalls(
                    given.get(DEADLINE), given.get(MAX_DEADLINE), given.get(CONCURRENCY), given.get(MAX_IDS));
        }

        /** Returns the default policy of a roll call. */
        public CallPolicy policy() {
            return new CallPolicy(deadline, concurrency);
        }
    }
}
