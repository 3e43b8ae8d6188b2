package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import java.util.Arrays;

/**
 * A position in an {@link Order}: the cursor of keyset pagination. No user need be there any more.
 *
 * @param key the sort key, which precedes the id
 * @param id the id of the user
 */
public record Place(String key, UserId id) implements Comparable<Place> {
    /** The maximum length of a key in UTF-16 units. */
    public static final int MAX_KEY = 200;

    /**
     * Validates the key.
     *
     * @throws IllegalArgumentException if it is too long or has a control character
     */
    public Place {
        Text.checked("key", key, 0, MAX_KEY);
    }

    /** Compares by key, then by id, each by code point. */
    @Override
    public int compareTo(Place other) {
        int byKey = byCodePoint(key, other.key);
        return byKey == 0 ? byCodePoint(id.value(), other.id.value()) : byKey;
    }

    private static int byCodePoint(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
