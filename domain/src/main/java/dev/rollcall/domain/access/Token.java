package dev.rollcall.domain.access;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.directory.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a token. Its text isn't: that was shown once.
 *
 * @param name the name of the program that has it, which is its actor's; 1 to {@value #MAX_NAME} characters without control characters
 * @param scopes what the program may do; at least one
 * @param by who issued it
 * @param issued when
 * @param expires from when on it is refused; empty for never
 * @param used about when it was last used; empty if it never was
 */
public record Token(
        String name, Set<Scope> scopes, Actor by, Instant issued, Optional<Instant> expires, Optional<Instant> used) {
    /** The maximum length of a name in UTF-16 units. */
    public static final int MAX_NAME = 100;

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is empty, blank, too long or has a control character, or there is no scope
     */
    public Token {
        Text.checked("the name of a token", name, 1, MAX_NAME);
        if (name.isBlank() || !name.equals(Text.trimmed(name))) {
            throw new IllegalArgumentException("the name of a token must not begin or end with a space");
        }
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token must have a scope: " + Scope.list(Scope.ALL));
        }
    }

    /** Returns whether it is refused at this time. */
    public boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Returns who whoever has it is. */
    public Actor actor() {
        return new Actor(Actor.Kind.TOKEN, name);
    }
}
