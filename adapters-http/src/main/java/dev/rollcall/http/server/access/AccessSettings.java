package dev.rollcall.http.server.access;

import dev.rollcall.domain.Text;
import dev.rollcall.http.server.origin.TrustedProxies;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may do what.
 *
 * @param mode whether callers must sign in
 * @param proxies the proxies before the server
 * @param roles what people may do by their roles
 * @param session how people stay signed in
 * @param provider the identity provider that vouches for people; empty if none does
 */
public record AccessSettings(
        Mode mode, TrustedProxies proxies, Roles roles, SessionSettings session, Optional<ProviderSettings> provider) {
    /** Nobody needs to sign in, and there is no proxy. */
    public static final AccessSettings OPEN = new AccessSettings(
            Mode.OPEN,
            TrustedProxies.NONE,
            new Roles(Map.of()),
            new SessionSettings(Optional.empty(), Duration.ofHours(1)),
            Optional.empty());

    /** Whether callers must sign in. */
    public enum Mode {
        /** Nobody must: whoever is on this machine may do everything. The server listens nowhere else. */
        LOCAL,
        /** Everybody must. */
        SIGN_IN,
        /** Nobody must: whoever reaches the server may do everything. */
        OPEN;

        /** Returns the name in lower case, words joined by hyphens. */
        public String word() {
            return Text.word(this);
        }

        /**
         * Returns the mode with a name.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Mode of(String word) {
            return Stream.of(values())
                    .filter(mode -> mode.word().equals(word))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("no such mode: " + word));
        }
    }

    /** Returns whether nobody can sign in without a token. */
    public boolean needsTokens() {
        return requiresSignIn() && proxies.userHeader().isEmpty() && provider.isEmpty();
    }

    /** Returns whether callers must sign in; else everybody may do everything. */
    boolean requiresSignIn() {
        return mode == Mode.SIGN_IN;
    }

    /**
     * How people stay signed in.
     *
     * @param secret with what sessions are signed, which every instance of the server needs; empty for one of the process, whose end ends
     *     all sessions
     * @param length how long a session lasts
     */
    public record SessionSettings(Optional<String> secret, Duration length) {
        /** Returns the settings, with the secret masked. */
        @Override
        public String toString() {
            return "SessionSettings[secret=%s, length=%s]".formatted(secret.map(text -> "***"), length);
        }
    }
}
