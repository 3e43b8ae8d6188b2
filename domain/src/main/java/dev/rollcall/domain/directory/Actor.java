package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;

/**
 * Who makes a change: a person, a program, the command line. The history keeps it forever.
 *
 * @param name 1 to {@value #MAX_LENGTH} characters without control characters
 */
public record Actor(String name) {
    /** The maximum length in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is empty, too long or has a control character
     */
    public Actor {
        Text.checked("actor", name, 1, MAX_LENGTH);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
