package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;

/**
 * Who does something: a person, a program, the command line. It stands in the history for good.
 *
 * @param name 1 to {@value #MAX_LENGTH} characters without control characters
 */
public record Actor(String name) {
    /** The longest name, in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is empty, too long or has a control character
     */
    public Actor {
        Text.checked("who makes a change", name, 1, MAX_LENGTH);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
