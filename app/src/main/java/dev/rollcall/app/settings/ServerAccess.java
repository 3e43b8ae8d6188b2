package dev.rollcall.app.settings;

import static java.util.stream.Collectors.toMap;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.http.server.access.AccessSettings;
import dev.rollcall.http.server.access.AccessSettings.Mode;
import dev.rollcall.http.server.access.AccessSettings.SessionSettings;
import dev.rollcall.http.server.access.ProviderSettings;
import dev.rollcall.http.server.access.Roles;
import dev.rollcall.http.server.origin.Forwarding;
import dev.rollcall.http.server.origin.Networks;
import dev.rollcall.http.server.origin.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of who may do what with the server. */
final class ServerAccess {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Mode> ACCESS = DECLARED.add(
            "server.access",
            "Who may do what: local (everything, from this machine alone), sign-in, or open (everything).",
            Form.oneOf(Arrays.stream(Mode.values()).map(Mode::word).toList()).map(Mode::of),
            "local");
    static final Setting<Networks> TRUSTED_PROXIES = DECLARED.add(
            "server.trusted-proxies", "The reverse proxies whose headers are believed.", AccessForms.networks(), "");
    static final Setting<Forwarding> FORWARDED = DECLARED.add(
            "server.forwarded",
            "The headers in which they tell who asks and how: X-Forwarded-For, -Proto, -Host, or Forwarded.",
            Form.oneOf(Arrays.stream(Forwarding.values()).map(Forwarding::word).toList())
                    .map(Forwarding::of),
            "x-forwarded");
    static final Setting<Optional<String>> USER_HEADER = DECLARED.add(
            "server.user-header", "The header in which a trusted proxy names the user.", Form.headerName(), "");
    static final Setting<Optional<String>> ROLES_HEADER = DECLARED.add(
            "server.roles-header",
            "The header in which a trusted proxy lists the user's roles, or groups.",
            Form.headerName(),
            "");
    private static final Map<Scope, Setting<Set<String>>> ROLES = Arrays.stream(Scope.values())
            .collect(toMap(scope -> scope, ServerAccess::roles, (one, same) -> one, java.util.LinkedHashMap::new));
    static final Setting<Duration> SESSION = DECLARED.add(
            "access.session", "How long somebody who signed in with a browser stays so.", Form.duration(), "PT1H");
    static final Setting<Optional<Secret>> SESSION_SECRET = DECLARED.addSecret(
            "access.session-secret",
            "With what sessions are signed, the same for all instances; unset ends them with the process.",
            AccessForms.sessionSecret());

    static final Setting<Optional<URI>> ISSUER = DECLARED.add(
            "oidc.issuer",
            "The issuer of the identity provider that vouches for people, by OpenID Connect.",
            Form.webUri(),
            "");
    static final Setting<String> CLIENT_ID = DECLARED.add(
            "oidc.client-id", "As what the identity provider knows this server.", AccessForms.name(), "rollcall");
    static final Setting<Optional<Secret>> CLIENT_SECRET = DECLARED.addSecret(
            "oidc.client-secret",
            "With what this server proves that to the identity provider, if it must.",
            Form.optionalText());
    static final Setting<Optional<String>> AUDIENCE = DECLARED.add(
            "oidc.audience",
            "For whom access tokens of programs must be; unset accepts none of the identity provider.",
            Form.optionalText(),
            "");
    static final Setting<String> NAME_CLAIM = DECLARED.add(
            "oidc.name-claim",
            "The claim with the name of a person; if it is missing, the subject counts.",
            AccessForms.name(),
            "preferred_username");
    static final Setting<String> ROLES_CLAIM = DECLARED.add(
            "oidc.roles-claim",
            "The claim with the roles of a person, or its path, such as realm_access.roles.",
            AccessForms.name(),
            "roles");

    private ServerAccess() {}

    private static Setting<Set<String>> roles(Scope scope) {
        return DECLARED.add(
                "access." + scope.word(),
                may(scope) + " * is everybody who signed in.",
                AccessForms.roles(),
                "rollcall-" + scope.word());
    }

    private static String may(Scope scope) {
        return switch (scope) {
            case READ -> "The roles of people who may see users and reconciliations;";
            case CALL -> "The roles of people who may call the roll;";
            case WRITE -> "The roles of people who may change users;";
            case RECONCILE -> "The roles of people who may begin and decide on reconciliations;";
            case OPERATE -> "The roles of people who may see metrics and issue tokens;";
        };
    }

    /** Reports settings that conflict with each other. */
    static void check(GivenSettings given) {
        if (given.isSet(USER_HEADER) && !given.isSet(TRUSTED_PROXIES)) {
            given.problem(
                    "server.user-header needs server.trusted-proxies: the addresses of the proxies that set it, such as 127.0.0.1;"
                            + " from anybody else it would be no proof");
        }
        if (given.isSet(ROLES_HEADER) && !given.isSet(USER_HEADER)) {
            given.problem("server.roles-header needs server.user-header: whose roles they are");
        }
        if (given.isSet(CLIENT_SECRET) && !given.isSet(ISSUER)) {
            given.problem("oidc.client-secret needs oidc.issuer: the identity provider that knows it");
        }
        if (given.isSet(AUDIENCE)
                && given.isValid(CLIENT_ID)
                && given.get(AUDIENCE).equals(Optional.of(given.get(CLIENT_ID)))) {
            given.problem(
                    "oidc.audience must be another than oidc.client-id: what proves to this server who signed in, must not let a program"
                            + " act as that person");
        }
    }

    static AccessSettings of(GivenSettings given) {
        var proxies = new TrustedProxies(
                given.get(TRUSTED_PROXIES), given.get(FORWARDED), given.get(USER_HEADER), given.get(ROLES_HEADER));
        Map<Scope, Set<String>> roles =
                ROLES.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> given.get(entry.getValue())));
        var session = new SessionSettings(given.get(SESSION_SECRET).map(Secret::value), given.get(SESSION));
        return new AccessSettings(given.get(ACCESS), proxies, new Roles(roles), session, provider(given));
    }

    private static Optional<ProviderSettings> provider(GivenSettings given) {
        return given.get(ISSUER)
                .map(issuer -> new ProviderSettings(
                        issuer,
                        given.get(CLIENT_ID),
                        given.get(CLIENT_SECRET).map(Secret::value),
                        given.get(AUDIENCE),
                        given.get(NAME_CLAIM),
                        given.get(ROLES_CLAIM)));
    }
}
