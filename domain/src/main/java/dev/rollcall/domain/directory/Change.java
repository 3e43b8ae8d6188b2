package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.List;
import java.util.Optional;

/**
 * A change of a user in the history.
 *
 * @param version the version that the change created; a removal has one too
 * @param attribution who made it, and when
 * @param before the user before the change; empty for a creation
 * @param after the user after the change; empty for a removal
 */
public record Change(long version, Attribution attribution, Optional<User> before, Optional<User> after) {
    /** The effect of a change. */
    public enum Kind {
        /** The user was created. */
        CREATED,
        /** The user was changed. */
        CHANGED,
        /** The user was removed. */
        REMOVED;

        /** Returns the kind as a word, in lower case. */
        public String word() {
            return Text.word(this);
        }
    }

    /** Returns the fields that changed: in their order. */
    public List<UserField> fields() {
        return User.differences(before, after);
    }

    /** Returns the effect of the change. */
    public Kind kind() {
        if (before.isEmpty()) {
            return Kind.CREATED;
        }
        return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }
}
