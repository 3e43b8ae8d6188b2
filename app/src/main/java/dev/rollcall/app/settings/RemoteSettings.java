package dev.rollcall.app.settings;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.FieldMapping;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.UriTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the remote, validated.
 *
 * @param uri the URI of a user, with {@code {id}} in place of the id; empty for the sample remote
 * @param firstId the first id of a roll call by count
 * @param fields where the id and the fields of a user are in the remote's JSON
 * @param token the bearer token; empty for none
 * @param credentials {@code name:password} for basic authentication; empty for none
 * @param limits concurrency, retries and timeout of requests
 * @param proofs when answers are confirmed
 * @param network the way to it
 */
public record RemoteSettings(
        Optional<UriTemplate> uri,
        long firstId,
        FieldMapping fields,
        Optional<Secret> token,
        Optional<Secret> credentials,
        RequestLimits limits,
        Proofs proofs,
        NetworkSettings network) {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Optional<UriTemplate>> URI = DECLARED.add(
            "remote.uri",
            "The URI of a user on the remote; if empty, a sample remote is started.",
            Form.uriTemplate(),
            "");
    static final Setting<Long> FIRST_ID = DECLARED.add(
            "remote.first-id",
            "The first id of a roll call by count.",
            Form.longNumber(0, 1_000_000_000_000_000L),
            "0");
    static final Setting<Optional<String>> FIELDS_ID = DECLARED.add(
            "remote.fields.id",
            "Where a user's id is in the remote's JSON; empty if the remote doesn't repeat it.",
            Form.optional(Form.jsonPointer()),
            "/id");
    static final Map<UserField, Setting<String>> POINTERS = pointers();
    static final Setting<Optional<Secret>> TOKEN =
            DECLARED.addSecret("remote.token", "The bearer token sent to the remote; never shown.", Form.token());
    static final Setting<Optional<Secret>> CREDENTIALS = DECLARED.addSecret(
            "remote.credentials",
            "The user name and password for basic authentication, instead of a token; never shown.",
            Form.credentials());
    static final Setting<Integer> CONCURRENCY = DECLARED.add(
            "remote.concurrency",
            "The maximum number of requests in flight to the remote, across all roll calls.",
            Form.number(1, CallPolicy.MAX_CONCURRENCY),
            "256");
    static final Setting<Integer> ATTEMPTS = DECLARED.add(
            "remote.attempts",
            "The maximum number of requests for one id of a roll call; 1 disables retries.",
            Form.number(1, 100),
            "3");
    static final Setting<Duration> ATTEMPT_TIMEOUT = DECLARED.add(
            "remote.attempt-timeout",
            "The timeout of one request; after it, the request may be retried.",
            Form.duration(),
            "PT1S");
    static final Setting<Boolean> COALESCE = DECLARED.add(
            "remote.coalesce",
            "Whether concurrent roll calls share one request for the same id.",
            Form.yesOrNo(),
            "true");
    static final Setting<Optional<UserId>> CANARY = DECLARED.add(
            "remote.canary",
            "An id known to exist on the remote; unless it is present, no absence is confirmed.",
            Form.userId(),
            "");
    static final Setting<Optional<UserId>> CANARY_ABSENT = DECLARED.add(
            "remote.canary.absent",
            "An id known not to exist on the remote; unless it is absent, no presence is confirmed.",
            Form.userId(),
            "");
    static final Setting<Boolean> ABSENT_HTML = DECLARED.add(
            "remote.absent.html",
            "Whether a 404 or 410 with an HTML page confirms an absence; proxies often send one.",
            Form.yesOrNo(),
            "false");
    static final Setting<Boolean> HOLLOW = DECLARED.add(
            "remote.hollow",
            "The outcome of a user with an id and no other field.",
            Form.oneOf("failed", "present").map("present"::equals),
            "failed");

    private static Map<UserField, Setting<String>> pointers() {
        Map<UserField, Setting<String>> settings = new LinkedHashMap<>();
        for (UserField field : List.of(UserField.NAME, UserField.EMAIL)) {
            String meaning = "Where a user's %s is in the remote's JSON.".formatted(field);
            settings.put(field, DECLARED.add("remote.fields." + field, meaning, Form.jsonPointer(), "/" + field));
        }
        return settings;
    }

    /** Reports settings that conflict with each other. */
    static void check(GivenSettings given) {
        given.checkExclusive(TOKEN, CREDENTIALS);
        given.checkDiffer(CANARY, CANARY_ABSENT);
        NetworkSettings.check(given);
    }

    /**
     * Reads the given settings.
     *
     * @throws IllegalArgumentException if one has an invalid value
     */
    static RemoteSettings of(GivenSettings given) {
        return new RemoteSettings(
                given.get(URI),
                given.get(FIRST_ID),
                mapping(given),
                given.get(TOKEN),
                given.get(CREDENTIALS),
                limits(given),
                new Proofs(given.get(CANARY), given.get(CANARY_ABSENT), given.get(ABSENT_HTML), given.get(HOLLOW)),
                NetworkSettings.of(given));
    }

    private static FieldMapping mapping(GivenSettings given) {
        Map<UserField, String> pointers = new HashMap<>();
        POINTERS.forEach((field, setting) -> pointers.put(field, given.get(setting)));
        return new FieldMapping(given.get(FIELDS_ID).orElse(""), pointers);
    }

    private static RequestLimits limits(GivenSettings given) {
        return new RequestLimits(
                given.get(CONCURRENCY), given.get(ATTEMPTS), given.get(ATTEMPT_TIMEOUT), given.get(COALESCE));
    }

    /** Returns the header {@code Authorization} (RFC 6750, section 2.1; RFC 7617, section 2); empty for none. */
    public Optional<String> authorization() {
        return token.map(secret -> "Bearer " + secret.value()).or(() -> credentials.map(RemoteSettings::basic));
    }

    private static String basic(Secret credentials) {
        byte[] bytes = credentials.value().getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the settings, with secrets in the URI masked. */
    @Override
    public String toString() {
        return "RemoteSettings[uri=%s, firstId=%s, fields=%s, token=%s, credentials=%s, limits=%s, proofs=%s, tls=%s]"
                .formatted(
                        uri.map(UriTemplate::toString).map(Setting::withoutSecrets),
                        firstId,
                        fields,
                        token,
                        credentials,
                        limits,
                        proofs,
                        network.tls());
    }
}
