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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the users API that the roll is called on, checked.
 *
 * @param uri the URI of a user, with {@code {id}} where the id goes; empty for the sample remote
 * @param firstId the id that a roll call of a number of users begins with
 * @param fields where the id and the fields of a user are in the remote's JSON
 * @param token the bearer token; empty for none
 * @param credentials the name and the password for basic authentication, with a colon between them; empty for none
 * @param limits how hard it may be asked
 * @param proofs when its answers are believed
 */
public record RemoteSettings(
        Optional<UriTemplate> uri,
        long firstId,
        FieldMapping fields,
        Optional<Secret> token,
        Optional<Secret> credentials,
        RequestLimits limits,
        Proofs proofs) {
    static final Setting<Optional<UriTemplate>> URI = new Setting<>(
            "remote.uri",
            "Where the remote has the user with an id; if empty, a sample remote is started.",
            Form.uriTemplate(),
            "");
    static final Setting<Long> FIRST_ID = new Setting<>(
            "remote.first-id",
            "The id that a roll call of a number of users begins with.",
            Form.longNumber(0, 1_000_000_000_000_000L),
            "0");
    static final Setting<Optional<String>> FIELDS_ID = new Setting<>(
            "remote.fields.id",
            "Where a user's id is in the remote's JSON; empty if the remote doesn't repeat it.",
            Form.optional(Form.jsonPointer()),
            "/id");
    static final Map<UserField, Setting<String>> FIELDS = fieldSettings();
    static final Setting<Optional<Secret>> TOKEN = new Setting<>(
            "remote.token",
            "The bearer token that the remote wants to see; it is never shown.",
            Form.token().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Optional<Secret>> CREDENTIALS = new Setting<>(
            "remote.credentials",
            "The name and the password for basic authentication, instead of a token; they are never shown.",
            Form.credentials().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Integer> CONCURRENCY = new Setting<>(
            "remote.concurrency",
            "The most requests to the remote at once, over all roll calls.",
            Form.number(1, CallPolicy.MAX_CONCURRENCY),
            "256");
    static final Setting<Integer> ATTEMPTS = new Setting<>(
            "remote.attempts",
            "The most requests for one id of a roll call; 1 if nothing is to be asked again.",
            Form.number(1, 100),
            "3");
    static final Setting<Duration> ATTEMPT_TIMEOUT = new Setting<>(
            "remote.attempt-timeout",
            "How long one request may take before it is given up, and perhaps made again.",
            Form.duration(),
            "PT1S");
    static final Setting<Boolean> COALESCE = new Setting<>(
            "remote.coalesce",
            "Whether roll calls that ask for the same id at the same moment share one request.",
            Form.yesOrNo(),
            "true");
    static final Setting<Optional<UserId>> CANARY = new Setting<>(
            "remote.canary",
            "An id that the remote surely has; unless it is present, no absence is believed.",
            Form.userId(),
            "");
    static final Setting<Optional<UserId>> CANARY_ABSENT = new Setting<>(
            "remote.canary.absent",
            "An id that the remote surely hasn't; unless it is absent, no presence is believed.",
            Form.userId(),
            "");
    static final Setting<Boolean> ABSENT_HTML = new Setting<>(
            "remote.absent.html",
            "Whether a 404 or 410 is believed that comes as HTML, as those of proxies and login pages do.",
            Form.yesOrNo(),
            "false");
    static final Setting<Boolean> HOLLOW = new Setting<>(
            "remote.hollow",
            "What a user is of whom the remote tells nothing but the id.",
            Form.oneOf("failed", "present").map("present"::equals),
            "failed");

    private static Map<UserField, Setting<String>> fieldSettings() {
        Map<UserField, Setting<String>> settings = new LinkedHashMap<>();
        for (UserField field : UserField.ALL) {
            settings.put(
                    field,
                    new Setting<>(
                            "remote.fields." + field,
                            "Where a user's %s is in the remote's JSON.".formatted(field),
                            Form.jsonPointer(),
                            "/" + field));
        }
        return settings;
    }

    private static List<Setting<?>> declared() {
        List<Setting<?>> all = new ArrayList<>(List.of(URI, FIRST_ID, FIELDS_ID));
        all.addAll(FIELDS.values());
        all.addAll(List.of(
                TOKEN,
                CREDENTIALS,
                CONCURRENCY,
                ATTEMPTS,
                ATTEMPT_TIMEOUT,
                COALESCE,
                CANARY,
                CANARY_ABSENT,
                ABSENT_HTML,
                HOLLOW));
        return List.copyOf(all);
    }

    private static final List<Setting<?>> ALL = declared();

    /** Returns the declarations of all settings of the remote, in the order of the documentation. */
    static List<Setting<?>> all() {
        return ALL;
    }

    /** Notes what doesn't go together. */
    static void check(GivenSettings given) {
        given.checkOne(TOKEN, CREDENTIALS);
        given.checkDiffer(CANARY, CANARY_ABSENT);
    }

    /**
     * Returns the settings that were given, and the default for every other.
     *
     * @throws IllegalArgumentException if one is not of its form
     */
    static RemoteSettings of(GivenSettings given) {
        return new RemoteSettings(
                given.get(URI),
                given.get(FIRST_ID),
                mapping(given),
                given.get(TOKEN),
                given.get(CREDENTIALS),
                limits(given),
                new Proofs(given.get(CANARY), given.get(CANARY_ABSENT), given.get(ABSENT_HTML), given.get(HOLLOW)));
    }

    private static FieldMapping mapping(GivenSettings given) {
        Map<UserField, String> pointers = new HashMap<>();
        FIELDS.forEach((field, setting) -> pointers.put(field, given.get(setting)));
        return new FieldMapping(given.get(FIELDS_ID).orElse(""), pointers);
    }

    private static RequestLimits limits(GivenSettings given) {
        return new RequestLimits(
                given.get(CONCURRENCY), given.get(ATTEMPTS), given.get(ATTEMPT_TIMEOUT), given.get(COALESCE));
    }

    /** Returns what the remote wants to see in the field {@code Authorization} (RFC 6750, section 2.1; RFC 7617, section 2). */
    public Optional<String> authorization() {
        return token.map(secret -> "Bearer " + secret.value()).or(() -> credentials.map(RemoteSettings::basic));
    }

    private static String basic(Secret credentials) {
        byte[] bytes = credentials.value().getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns the settings without the secrets that may be in the URI. */
    @Override
    public String toString() {
        return "RemoteSettings[uri=%s, firstId=%s, fields=%s, token=%s, credentials=%s, limits=%s, proofs=%s]"
                .formatted(
                        uri.map(UriTemplate::toString).map(Setting::withoutSecrets),
                        firstId,
                        fields,
                        token,
                        credentials,
                        limits,
                        proofs);
    }
}
