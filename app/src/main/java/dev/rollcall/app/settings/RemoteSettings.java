package dev.rollcall.app.settings;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.RetryRule;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.FieldMapping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of the remote, validated.
 *
 * @param uri the URI of a user, with {@code {id}} in place of the id; empty for the sample remote
 * @param firstId the first id of a roll call by count
 * @param fields where the id and the fields of a user are in the remote's JSON
 * @param list the remote's list of its users; empty if it has none
 * @param credentials what proves who we are
 * @param headers further header fields of each request, by name
 * @param limits concurrency, retries and timeout of requests
 * @param proofs when answers are confirmed
 * @param network the way to it
 */
public record RemoteSettings(
        Optional<UriTemplate> uri,
        long firstId,
        FieldMapping fields,
        Optional<UserList> list,
        Credentials credentials,
        Map<String, Secret> headers,
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
    static final Setting<OptionalDouble> RATE = DECLARED.add(
            "remote.rate",
            "The maximum number of requests a second, evenly spaced, across all roll calls.",
            Form.rate(),
            "");
    static final Setting<Set<Integer>> RETRY_STATUS = DECLARED.add(
            "remote.retry.status",
            "Further statuses that are retried, beside 408, 421, 425, 429, 502, 503 and 504.",
            Form.statuses(),
            "");
    static final Setting<Optional<Expression>> RETRY_WHEN = DECLARED.add(
            "remote.retry.when",
            "A condition on the JSON of an answer with such a status; empty retries it in any case.",
            Form.expression(),
            "");
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
    static final Setting<Optional<Expression>> ABSENT_WHEN = DECLARED.add(
            "remote.absent.when",
            "A condition on the JSON of a 200 that says there is no such user, as a 404 would.",
            Form.expression(),
            "");
    static final Setting<Boolean> HOLLOW = DECLARED.add(
            "remote.hollow",
            "The outcome of a user with neither name nor email.",
            Form.oneOf("failed", "present").map("present"::equals),
            "failed");

    /** Reports settings that conflict with each other. */
    static void check(GivenSettings given) {
        CredentialSettings.check(given);
        given.checkDiffer(CANARY, CANARY_ABSENT);
        NetworkSettings.check(given);
        ListingSettings.check(given, URI);
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
                MappingSettings.of(given),
                ListingSettings.of(given),
                CredentialSettings.of(given),
                CredentialSettings.headers(given),
                limits(given),
                new Proofs(
                        given.get(CANARY),
                        given.get(CANARY_ABSENT),
                        given.get(ABSENT_HTML),
                        given.get(HOLLOW),
                        given.get(ABSENT_WHEN)),
                NetworkSettings.of(given));
    }

    private static RequestLimits limits(GivenSettings given) {
        return new RequestLimits(
                given.get(CONCURRENCY),
                given.get(ATTEMPTS),
                given.get(ATTEMPT_TIMEOUT),
                given.get(COALESCE),
                given.get(RATE),
                new RetryRule(given.get(RETRY_STATUS), given.get(RETRY_WHEN)));
    }

    /** Returns the header fields' values, by name. */
    public Map<String, String> headerValues() {
        Map<String, String> values = new TreeMap<>();
        headers.forEach((name, secret) -> values.put(name, secret.value()));
        return values;
    }

    /** Returns the settings, with secrets masked. */
    @Override
    public String toString() {
        return "RemoteSettings[uri=%s, firstId=%s, fields=%s, credentials=%s, headers=%s, limits=%s, proofs=%s, tls=%s]"
                .formatted(
                        uri.map(UriTemplate::toString).map(Setting::withoutSecrets),
                        firstId,
                        fields,
                        credentials,
                        headers.keySet(),
                        limits,
                        proofs,
                        network.tls());
    }
}
