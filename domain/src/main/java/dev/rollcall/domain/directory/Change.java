package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import java.util.Optional;

/**
 * A change of a user, as it stands in the history.
 *
 * @param version the version that the change made; also a removal has one
 * @param attribution who made it, and when
 * @param before the user as it was; empty if the user was created
 * @param after the user as it became; empty if the user was removed
 */
public record Change(long version, Attribution attribution, Optional<User> before, Optional<User> after) {
    /** What a change does to a user. */
    public enum Kind {
        /** There was none before. */
        CREATED,
        /** The user became another one. */
        CHANGED,
        /** There is none any more. */
        REMOVED;

        /** Returns the kind as a word, in lower case. */
        public String word() {
            return Text.word(this);
        }
    }

    /** Returns what the change did. */
    public Kind kind() {
        if (before.isEmpty()) {
            return Kind.CREATED;
        }
        return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }
}
