package dev.rollcall.http.client.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** What proves to the remote who we are. Secrets are never shown. */
public sealed interface Credentials {
    /** No credentials. */
    Credentials NONE = new None();

    /** Nothing is sent. */
    record None() implements Credentials {}

    /**
     * A bearer token (RFC 6750, section 2.1).
     *
     * @param value the token
     */
    record Token(String value) implements Credentials {
        /**
         * Validates the token.
         *
         * @throws IllegalArgumentException if it isn't visible ASCII characters; it is not shown
         */
        public Token {
            if (!value.matches("[!-~]+")) {
                throw new IllegalArgumentException("a token must be visible ASCII characters");
            }
        }

        /** Returns the value of {@code Authorization}. */
        public String authorization() {
            return bearer(value);
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /**
     * A user name and a password (RFC 7617, section 2).
     *
     * @param pair both, with a colon between them
     */
    record Basic(String pair) implements Credentials {
        /** Returns the value of {@code Authorization}. */
        public String authorization() {
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Basic[***]";
        }
    }

    /**
     * A file with a bearer token, up to its last line break. It is read again when it has changed.
     *
     * @param path the file
     */
    record TokenFile(Path path) implements Credentials {}

    /**
     * A client of an authorization server, which grants it bearer tokens (OAuth 2.0 client credentials grant, RFC 6749, section 4.4).
     *
     * @param tokenUri the token endpoint, an absolute {@code http} or {@code https} URI
     * @param id the client identifier
     * @param secret the client secret
     * @param scope the scope to ask for; empty for the server's default
     * @param audience the API that the token is for, where a server asks for it; empty for none
     * @param inBody whether the client sends its id and secret in the body, and not as basic authentication (RFC 6749, section 2.3.1)
     */
    record Client(
            URI tokenUri, String id, String secret, Optional<String> scope, Optional<String> audience, boolean inBody)
            implements Credentials {
        @Override
        public String toString() {
            return "Client[tokenUri=%s, id=%s, secret=***, scope=%s, audience=%s]"
                    .formatted(tokenUri, id, scope, audience);
        }
    }

    /** Returns the value of {@code Authorization} with a bearer token. */
    static String bearer(String token) {
        return "Bearer " + token;
    }
}
