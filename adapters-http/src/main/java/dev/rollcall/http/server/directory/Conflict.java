package dev.rollcall.http.server.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import java.util.Optional;

/**
 * A change of a user that came too late, beside what somebody else did before it.
 *
 * @param id the user's id
 * @param mine the user as it was to become; empty if it was to be removed
 * @param current the user as it is there; empty if it was removed
 * @param attribution who made it so, and when; empty if somebody changes it again at this moment
 */
record Conflict(UserId id, Optional<User> mine, Optional<Entry> current, Optional<Attribution> attribution) {
    /** What a change to a user that isn't there has in place of a value. */
    private static final String REMOVED = "removed";

    /**
     * Returns the conflict.
     *
     * @param last the last change of the user; it tells who was first, unless somebody made another one meanwhile
     */
    static Conflict of(UserId id, Optional<User> mine, Optional<Entry> current, Optional<Change> last) {
        Optional<Attribution> attribution = last.filter(change -> change.after().equals(current.map(Entry::user)))
                .map(Change::attribution);
        return new Conflict(id, mine, current, attribution);
    }

    /** Returns the user as it is there. */
    Optional<User> theirs() {
        return current.map(Entry::user);
    }

    /** Returns the value of a user, or that there is no such user. */
    static String value(Optional<User> user, UserField field) {
        return user.map(known -> known.get(field)).orElse(REMOVED);
    }

    /** Returns whether the two differ in this. */
    boolean differs(UserField field) {
        return !value(mine, field).equals(value(theirs(), field)) || mine.isPresent() != theirs().isPresent();
    }
}
