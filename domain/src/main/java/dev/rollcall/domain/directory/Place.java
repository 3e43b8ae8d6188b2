package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;

/**
 * A place in an {@link Order}, at which a user stands or stood once.
 *
 * @param key what decides before the id does; empty in the order of ids
 * @param id the id of the user
 */
public record Place(String key, UserId id) {
    /** The longest key, in characters. */
    public static final int MAX_KEY = 200;

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if it is too long or has a control character
     */
    public Place {
        Text.checked("key", key, 0, MAX_KEY);
    }
}
