package dev.rollcall.domain.access;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A port: where tokens are kept. Safe for use by many threads; instants are kept in microseconds.
 *
 * <p>Every method throws {@link DirectoryUnavailable} if it can't be done now.
 */
public interface Tokens {
    /** Adds a token; returns false if there is one with this name, also an expired one. */
    boolean add(TokenHash hash, Token token);

    /** Returns the token with a hash, also an expired one; empty if there is none. */
    Optional<Token> find(TokenHash hash);

    /** Returns all tokens, by name. */
    List<Token> all();

    /** Removes the token with a name; returns false if there is none. */
    boolean remove(String name);

    /** Writes down when the token with a hash was used, to the minute; nothing happens if there is none. */
    void use(TokenHash hash, Instant at);
}
