package dev.rollcall.app.settings;

import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Upstream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of what proves to the remote who we are. */
final class CredentialSettings {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Optional<Secret>> TOKEN =
            DECLARED.addSecret("remote.token", "The bearer token sent to the remote; never shown.", Form.token());
    static final Setting<Optional<Secret>> CREDENTIALS = DECLARED.addSecret(
            "remote.credentials",
            "The user name and password for basic authentication, instead of a token; never shown.",
            Form.credentials());
    static final Setting<Optional<Secret>> HEADERS = DECLARED.add(
            "remote.headers.NAME",
            "A header sent to the remote, such as remote.headers.X-API-Key; its value is never shown.",
            Form.headerValue().map(text -> text.map(Secret::new)),
            "");
    static final Setting<Optional<URI>> TOKEN_URI = DECLARED.add(
            "remote.oauth.token-uri",
            "The endpoint that grants tokens by OAuth client credentials, instead of remote.token.",
            Form.webUri(),
            "");
    static final Setting<Optional<String>> CLIENT_ID =
            DECLARED.add("remote.oauth.client-id", "The client identifier.", Form.optionalText(), "");
    static final Setting<Optional<Secret>> CLIENT_SECRET =
            DECLARED.addSecret("remote.oauth.client-secret", "The client secret; never shown.", Form.optionalText());
    static final Setting<Optional<String>> SCOPE = DECLARED.add(
            "remote.oauth.scope", "The scope of the tokens, where it must be asked for.", Form.optionalText(), "");
    static final Setting<Optional<String>> AUDIENCE = DECLARED.add(
            "remote.oauth.audience",
            "The API that the tokens are for, where it must be asked for.",
            Form.optionalText(),
            "");
    static final Setting<Boolean> IN_BODY = DECLARED.add(
            "remote.oauth.client-authentication",
            "How the client sends its secret: basic (RFC 6749, section 2.3.1) or post, in the body.",
            Form.oneOf("basic", "post").map("post"::equals),
            "basic");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private CredentialSettings() {}

    /** Reports credentials that conflict with each other, or lack a part. */
    static void check(GivenSettings given) {
        List<Setting<?>> kinds = List.of(TOKEN, CREDENTIALS, TOKEN_URI);
        for (int i = 0; i < kinds.size(); i++) {
            for (Setting<?> other : kinds.subList(i + 1, kinds.size())) {
                given.checkExclusive(kinds.get(i), other);
            }
        }
        given.checkTogether(TOKEN_URI, CLIENT_ID);
        given.checkTogether(TOKEN_URI, CLIENT_SECRET);
        given.names(HEADERS).forEach(name -> checkHeader(name, given));
    }

    private static void checkHeader(String name, GivenSettings given) {
        if (!HEADER.matcher(name).matches()) {
            given.problem("%s: a header's name has letters, digits and hyphens"
                    .formatted(given.described(HEADERS.member(name))));
        } else if (Upstream.isSetOtherwise(name, authorizes(given))) {
            given.problem("%s: the client sets this header itself".formatted(given.described(HEADERS.member(name))));
        }
    }

    private static boolean authorizes(GivenSettings given) {
        return Stream.of(TOKEN, CREDENTIALS, TOKEN_URI).anyMatch(given::isSet);
    }

    /**
     * Reads the credentials.
     *
     * @throws IllegalArgumentException if a setting has an invalid value
     */
    static Credentials of(GivenSettings given) {
        if (given.get(TOKEN_URI).isPresent()) {
            return new Credentials.Client(
                    given.get(TOKEN_URI).get(),
                    given.get(CLIENT_ID).orElseThrow(),
                    given.get(CLIENT_SECRET).orElseThrow().value(),
                    given.get(SCOPE),
                    given.get(AUDIENCE),
                    given.get(IN_BODY));
        }
        Optional<Secret> token = given.get(TOKEN);
        if (token.isPresent()) {
            return given.file(TOKEN)
                    .<Credentials>map(Credentials.TokenFile::new)
                    .orElseGet(() -> new Credentials.Token(token.get().value()));
        }
        return given.get(CREDENTIALS)
                .<Credentials>map(pair -> new Credentials.Basic(pair.value()))
                .orElse(Credentials.NONE);
    }

    /**
     * Reads the headers, by name.
     *
     * @throws IllegalArgumentException if one is invalid
     */
    static Map<String, Secret> headers(GivenSettings given) {
        Map<String, Secret> headers = new TreeMap<>();
        given.getAll(HEADERS).forEach((name, value) -> value.ifPresent(secret -> headers.put(name, secret)));
        return headers;
    }
}
