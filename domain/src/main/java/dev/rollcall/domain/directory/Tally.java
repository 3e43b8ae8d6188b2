package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import java.util.Optional;

/**
 * What became of many users who were saved, or would become of them.
 *
 * @param created how many were new
 * @param changed how many were there, and became others
 * @param unchanged how many were there just as given
 */
public record Tally(long created, long changed, long unchanged) {
    /** Of nobody. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** Returns both together. */
    public Tally plus(Tally more) {
        return new Tally(created + more.created, changed + more.changed, unchanged + more.unchanged);
    }

    /**
     * Returns this with one more user.
     *
     * @param before what is there before it is saved; empty if it is new
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
