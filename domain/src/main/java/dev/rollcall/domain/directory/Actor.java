package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who makes a change: a person, a program, the command line. The history keeps it forever.
 *
 * @param kind how the name is known
 * @param name 1 to {@value #MAX_LENGTH} characters without control characters
 */
public record Actor(Kind kind, String name) {
    /** The maximum length in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    /** How the name of an actor is known, and so what it is worth as a proof. */
    public enum Kind {
        /** A person, or a program, whom the identity provider of OpenID Connect vouches for. */
        PERSON,
        /** A program with a token of this name. */
        TOKEN,
        /** Somebody whom a trusted proxy names. */
        PROXY,
        /** Somebody at the command line, named by themselves or by the operating system. */
        COMMAND,
        /** Rollcall itself. */
        SYSTEM,
        /** Nobody signed in, or it was written down before kinds were. */
        UNKNOWN;

        /** Returns the name in lower case. */
        public String word() {
            return Text.word(this);
        }

        /** Returns the kind with a name; empty if there is none, as when a later version wrote it. */
        public static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findAny();
        }
    }

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is empty, too long or has a control character
     */
    public Actor {
        Text.checked("actor", name, 1, MAX_LENGTH);
    }

    /** Creates an actor of whom only the name is known. */
    public Actor(String name) {
        this(Kind.UNKNOWN, name);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
