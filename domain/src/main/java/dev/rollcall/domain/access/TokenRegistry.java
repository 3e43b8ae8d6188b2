package dev.rollcall.domain.access;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The use cases of tokens. Every method blocks until it is done, and throws {@link DirectoryUnavailable} if it can't be done now.
 *
 * <p>Stateless, and as thread-safe as the tokens and the random generator.
 */
public final class TokenRegistry {
    /** What the text of every token begins with, so that scanners for secrets find one that was published. */
    public static final String PREFIX = "rollcall_";
    /** How long a token is valid unless whoever issues it says something else. */
    public static final Duration USUAL_LIFETIME = Duration.ofDays(90);
    /** The longest that a token can be valid, if not for ever, in days: a hundred years. */
    public static final int MAX_DAYS = 36_500;

    /** The number of random bytes: they can't be guessed. */
    private static final int BYTES = 32;

    private final Tokens tokens;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * Creates it.
     *
     * @param random a cryptographically strong one
     * @param clock dates tokens
     */
    public TokenRegistry(Tokens tokens, RandomGenerator random, InstantSource clock) {
        this.tokens = tokens;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Issues a token.
     *
     * @param lifetime how long it is valid; empty for ever
     * @return the token with its text; empty if there is one with this name already
     * @throws IllegalArgumentException if the name is invalid, there is no scope, or the lifetime isn't positive or too long
     */
    public Optional<IssuedToken> issue(String name, Set<Scope> scopes, Optional<Duration> lifetime, Actor by) {
        Instant now = clock.instant();
        var token = new Token(name, scopes, by, now, lifetime.map(length -> end(now, length)), Optional.empty());
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return tokens.add(TokenHash.of(text), token) ? Optional.of(new IssuedToken(text, token)) : Optional.empty();
    }

    private static Instant end(Instant now, Duration lifetime) {
        if (!lifetime.isPositive() || lifetime.toDays() > MAX_DAYS) {
            throw new IllegalArgumentException("a token must be valid for more than nothing and at most 100 years");
        }
        return now.plus(lifetime);
    }

    /** Returns all tokens, by name, expired ones included. */
    public List<Token> list() {
        return tokens.all();
    }

    /** Revokes the token with a name: from now on it is refused everywhere. Returns false if there is none. */
    public boolean revoke(String name) {
        return tokens.remove(name);
    }

    /**
     * Returns the token with a hash, and writes down that it is used; empty if there is none, or it is expired.
     *
     * <p>That it can't be written down now is no reason to refuse it.
     */
    public Optional<Token> use(TokenHash hash) {
        Instant now = clock.instant();
        Optional<Token> found = tokens.find(hash).filter(token -> !token.isExpired(now));
        if (found.isPresent()) {
            try {
                tokens.use(hash, now);
            } catch (DirectoryUnavailable readOnly) {
                return found;
            }
        }
        return found;
    }
}
