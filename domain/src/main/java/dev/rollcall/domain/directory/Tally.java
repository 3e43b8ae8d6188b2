package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import java.util.Optional;

/**
 * The outcome of saving many users, or what it would be.
 *
 * @param created the number of new users
 * @param changed the number of existing users that changed
 * @param unchanged the number of existing users that stayed the same
 */
public record Tally(long created, long changed, long unchanged) {
    /** No users. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** Returns the sum. */
    public Tally plus(Tally more) {
        return new Tally(created + more.created, changed + more.changed, unchanged + more.unchanged);
    }

    /**
     * Counts one more user.
     *
     * @param before the user before the save; empty if it is new
     */
    public Tally plus(Optional<User> before, User user) {
        if (before.isEmpty()) {
            return new Tally(created + 1, changed, unchanged);
        }
        return before.get().equals(user)
                ? new Tally(created, changed, unchanged + 1)
                : new Tally(created, changed + 1, unchanged);
    }
}
