package dev.rollcall.http.server.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import java.util.Optional;

/**
 * An edit conflict: a change of a user that was refused, beside a concurrent one that came first.
 *
 * @param id the user's id
 * @param mine the user after the refused change; empty for a removal
 * @param current the user in the directory; empty if it was removed
 * @param attribution who made the other change, and when; empty if yet another change came in between
 */
record Conflict(UserId id, Optional<User> mine, Optional<Entry> current, Optional<Attribution> attribution) {
    /** Shown instead of a value of a removed user. */
    private static final String REMOVED = "removed";

    /**
     * Returns the conflict.
     *
     * @param last the last change of the user, which is the other change unless yet another came in between
     */
    static Conflict of(UserId id, Optional<User> mine, Optional<Entry> current, Optional<Change> last) {
        Optional<Attribution> attribution = last.filter(change -> change.after().equals(current.map(Entry::user)))
                .map(Change::attribution);
        return new Conflict(id, mine, current, attribution);
    }

    Optional<User> theirs() {
        return current.map(Entry::user);
    }

    /** Returns the value of a field, or that the user is removed. */
    static String value(Optional<User> user, UserField field) {
        return user.map(known -> known.get(field)).orElse(REMOVED);
    }

    boolean differs(UserField field) {
        return !value(mine, field).equals(value(theirs(), field)) || mine.isPresent() != theirs().isPresent();
    }
}
