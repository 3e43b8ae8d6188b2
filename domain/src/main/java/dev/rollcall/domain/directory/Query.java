package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import java.util.Optional;

/**
 * A question for one page of the directory.
 *
 * @param text what to search for: a user matches if the id or a word of any field begins with it, ignoring case
 *     as {@link String#equalsIgnoreCase} does; spaces around it don't count, and empty text matches every user; at most {@value #MAX_TEXT} characters
 * @param order how the users are ordered
 * @param after the page begins behind this place of the order, whether or not a user stands there; empty for the first page
 * @param limit the most entries on the page, 1 to {@value #MAX_LIMIT}
 */
public record Query(String text, Order order, Optional<Place> after, int limit) {
    /** The most entries on a page. */
    public static final int MAX_LIMIT = 1000;
    /** The longest search text, in characters. */
    public static final int MAX_TEXT = 200;

    /**
     * Checks text and limit.
     *
     * @throws IllegalArgumentException if the text is too long, has a control character, or the limit is out of range
     */
    public Query {
        text = Text.checked("search text", text, 0, MAX_TEXT).strip();
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to %s: %s".formatted(MAX_LIMIT, limit));
        }
    }

    /** Returns the question for the first page of all users, in the order of ids. */
    public static Query first(int limit) {
        return search("", limit);
    }

    /**
     * Returns the question for the first page of the users who match the text, in the order of ids.
     *
     * @throws IllegalArgumentException as the constructor says
     */
    public static Query search(String text, int limit) {
        return new Query(text, Order.ID, Optional.empty(), limit);
    }

    /** Returns the question for the first page of the same users in another order. */
    public Query by(Order other) {
        return new Query(text, other, Optional.empty(), limit);
    }

    /** Returns the same question for the page that begins behind the place. */
    public Query after(Place place) {
        return new Query(text, order, Optional.of(place), limit);
    }

    /** Returns the question for all who match, in the same order, as many at once as may be. */
    public Query ofAll() {
        return new Query(text, order, Optional.empty(), MAX_LIMIT);
    }
}
