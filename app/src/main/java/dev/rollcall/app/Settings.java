package dev.rollcall.app;

import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.http.client.RequestLimits;
import dev.rollcall.http.client.UriTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of Rollcall, checked.
 *
 * @param server where we are served
 * @param database where the directory is kept
 * @param remote the users API that the roll is called on
 * @param rollCall how a roll call is done
 */
record Settings(Server server, Database database, Remote remote, RollCalls rollCall) {
    static final Setting<String> SERVER_HOST =
            new Setting<>("server.host", "The address that the server listens on.", Form.host(), "127.0.0.1");
    static final Setting<Integer> SERVER_PORT = new Setting<>(
            "server.port", "The port that the server listens on; 0 for any free one.", Form.number(0, 65535), "8080");
    static final Setting<Optional<String>> SERVER_USER_HEADER = new Setting<>(
            "server.user-header",
            "The header in which a proxy that knows its users says who makes a request, for the history.",
            Form.headerName(),
            "");
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
    static final Setting<Optional<UriTemplate>> REMOTE_URI = new Setting<>(
            "remote.uri",
            "Where the remote has the user with an id; if empty, a sample remote is started.",
            Form.uriTemplate(),
            "");
    static final Setting<Long> REMOTE_FIRST_ID = new Setting<>(
            "remote.first-id",
            "The id that a roll call of a number of users begins with.",
            Form.longNumber(0, 1_000_000_000_000_000L),
            "0");
    static final Setting<Optional<String>> REMOTE_FIELDS_ID = new Setting<>(
            "remote.fields.id",
            "Where a user's id is in the remote's JSON; empty if the remote doesn't repeat it.",
            Form.optional(Form.jsonPointer()),
            "/id");
    static final Setting<String> REMOTE_FIELDS_NAME = new Setting<>(
            "remote.fields.name", "Where a user's name is in the remote's JSON.", Form.jsonPointer(), "/name");
    static final Setting<String> REMOTE_FIELDS_EMAIL = new Setting<>(
            "remote.fields.email", "Where a user's email is in the remote's JSON.", Form.jsonPointer(), "/email");
    static final Setting<Optional<Secret>> REMOTE_TOKEN = new Setting<>(
            "remote.token",
            "The bearer token that the remote wants to see; it is never shown.",
            Form.token().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Optional<Secret>> REMOTE_CREDENTIALS = new Setting<>(
            "remote.credentials",
            "The name and the password for basic authentication, instead of a token; they are never shown.",
            Form.credentials().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Integer> REMOTE_CONCURRENCY = new Setting<>(
            "remote.concurrency",
            "The most requests to the remote at once, over all roll calls.",
            Form.number(1, CallPolicy.MAX_CONCURRENCY),
            "256");
    static final Setting<Integer> REMOTE_ATTEMPTS = new Setting<>(
            "remote.attempts",
            "The most requests for one id of a roll call; 1 if nothing is to be asked again.",
            Form.number(1, 100),
            "3");
    static final Setting<Duration> REMOTE_ATTEMPT_TIMEOUT = new Setting<>(
            "remote.attempt-timeout",
            "How long one request may take before it is given up, and perhaps made again.",
            Form.duration(),
            "PT1S");
    static final Setting<Boolean> REMOTE_COALESCE = new Setting<>(
            "remote.coalesce",
            "Whether roll calls that ask for the same id at the same moment share one request.",
            Form.yesOrNo(),
            "true");
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

    /** Returns the declarations of all settings, in the order of the documentation. */
    static List<Setting<?>> all() {
        return List.of(
                SERVER_HOST,
                SERVER_PORT,
                SERVER_USER_HEADER,
                DB_URL,
                DB_USERNAME,
                DB_PASSWORD,
                DB_POOL,
                REMOTE_URI,
                REMOTE_FIRST_ID,
                REMOTE_FIELDS_ID,
                REMOTE_FIELDS_NAME,
                REMOTE_FIELDS_EMAIL,
                REMOTE_TOKEN,
                REMOTE_CREDENTIALS,
                REMOTE_CONCURRENCY,
                REMOTE_ATTEMPTS,
                REMOTE_ATTEMPT_TIMEOUT,
                REMOTE_COALESCE,
                ROLL_CALL_DEADLINE,
                ROLL_CALL_MAX_DEADLINE,
                ROLL_CALL_CONCURRENCY,
                ROLL_CALL_MAX_IDS);
    }

    /**
     * Returns the settings with these values, and the default for every key that is not among them.
     *
     * @param values text by key
     * @throws WrongSettings if a key or a value is wrong; it names all that are
     */
    static Settings of(Map<String, String> values) throws WrongSettings {
        return of(new GivenSettings().putAll(values, "given"));
    }

    /**
     * Returns the settings that were given, and the default for every other.
     *
     * @throws WrongSettings if something of what was given is wrong; it names all that is
     */
    static Settings of(GivenSettings given) throws WrongSettings {
        given.checkValues(all());
        given.checkOrder(ROLL_CALL_DEADLINE, ROLL_CALL_MAX_DEADLINE);
        given.checkOne(REMOTE_TOKEN, REMOTE_CREDENTIALS);
        given.checkKeys(all());
        given.throwProblems();
        return new Settings(
                new Server(given.get(SERVER_HOST), given.get(SERVER_PORT), given.get(SERVER_USER_HEADER)),
                new Database(given.get(DB_URL), given.get(DB_USERNAME), given.get(DB_PASSWORD), given.get(DB_POOL)),
                new Remote(
                        given.get(REMOTE_URI),
                        given.get(REMOTE_FIRST_ID),
                        new Fields(
                                given.get(REMOTE_FIELDS_ID),
                                given.get(REMOTE_FIELDS_NAME),
                                given.get(REMOTE_FIELDS_EMAIL)),
                        given.get(REMOTE_TOKEN),
                        given.get(REMOTE_CREDENTIALS),
                        new RequestLimits(
                                given.get(REMOTE_CONCURRENCY),
                                given.get(REMOTE_ATTEMPTS),
                                given.get(REMOTE_ATTEMPT_TIMEOUT),
                                given.get(REMOTE_COALESCE))),
                new RollCalls(
                        given.get(ROLL_CALL_DEADLINE),
                        given.get(ROLL_CALL_MAX_DEADLINE),
                        given.get(ROLL_CALL_CONCURRENCY),
                        given.get(ROLL_CALL_MAX_IDS)));
    }

    /**
     * Where we are served.
     *
     * @param host the name or address to listen on
     * @param port the port to listen on; 0 for any free one
     * @param userHeader the header in which a proxy says who makes a request; empty if none does
     */
    record Server(String host, int port, Optional<String> userHeader) {}

    /**
     * Where the directory is kept.
     *
     * @param url a JDBC URL for H2 or PostgreSQL
     * @param username the name to log in with
     * @param password the password to log in with
     * @param pool the most connections at once
     */
    record Database(String url, Optional<String> username, Optional<Secret> password, int pool) {
        /** Returns where the database is, and how it is to be used. */
        DatabaseAddress address() {
            return new DatabaseAddress(
                    url, username.orElse(""), password.map(Secret::value).orElse(""), pool);
        }

        /** Returns whether the database is a file of ours, which nobody else uses. */
        boolean isEmbedded() {
            return url.startsWith("jdbc:h2:");
        }

        /** Returns the settings without the secrets that may be in the URL. */
        @Override
        public String toString() {
            return "Database[url=%s, username=%s, password=%s, pool=%d]"
                    .formatted(Setting.withoutSecrets(url), username, password, pool);
        }
    }

    /**
     * The users API that the roll is called on.
     *
     * @param uri the URI of a user, with {@code {id}} where the id goes; empty for the sample remote
     * @param firstId the id that a roll call of a number of users begins with
     * @param fields where the parts of a user are in the remote's JSON
     * @param token the bearer token; empty for none
     * @param credentials the name and the password for basic authentication, with a colon between them; empty for none
     * @param limits how hard it may be asked
     */
    record Remote(
            Optional<UriTemplate> uri,
            long firstId,
            Fields fields,
            Optional<Secret> token,
            Optional<Secret> credentials,
            RequestLimits limits) {
        /** Returns what the remote wants to see in the field {@code Authorization} (RFC 6750, section 2.1; RFC 7617, section 2). */
        Optional<String> authorization() {
            return token.map(secret -> "Bearer " + secret.value()).or(() -> credentials.map(Remote::basic));
        }

        private static String basic(Secret credentials) {
            byte[] bytes = credentials.value().getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(bytes);
        }

        /** Returns the settings without the secrets that may be in the URI. */
        @Override
        public String toString() {
            return "Remote[uri=%s, firstId=%d, fields=%s, token=%s, credentials=%s, limits=%s]"
                    .formatted(
                            uri.map(UriTemplate::toString).map(Setting::withoutSecrets),
                            firstId,
                            fields,
                            token,
                            credentials,
                            limits);
        }
    }

    /**
     * Where the parts of a user are in the remote's JSON: JSON Pointers (RFC 6901).
     *
     * @param id the id; empty if the remote doesn't repeat it
     * @param name the name
     * @param email the email address
     */
    record Fields(Optional<String> id, String name, String email) {}

    /**
     * How a roll call is done.
     *
     * @param deadline the time it may take if its caller doesn't say, at most {@code maxDeadline}
     * @param maxDeadline the longest time that a caller may ask for
     * @param concurrency the most requests at once for one roll call
     * @param maxIds the most ids for a page or a JSON document
     */
    record RollCalls(Duration deadline, Duration maxDeadline, int concurrency, int maxIds) {
        /** Returns what holds for a caller who doesn't say more. */
        CallPolicy policy() {
            return new CallPolicy(deadline, concurrency);
        }
    }

    /**
     * Text that is shown to no one.
     *
     * @param value the text
     */
    record Secret(String value) {
        /** Returns asterisks. */
        @Override
        public String toString() {
            return "***";
        }
    }
}
