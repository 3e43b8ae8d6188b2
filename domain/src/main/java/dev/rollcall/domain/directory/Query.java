package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.Words;
import java.util.Optional;

/**
 * A query for one page of the directory.
 *
 * @param text the search text: a user matches if the id or a field has these words, of the last one the beginning, as {@link Words} spells
 *     it; empty text matches every user; at most {@value #MAX_TEXT} characters
 * @param order the order of the users
 * @param after the page begins after this place, whether or not a user is there; empty for the first page
 * @param limit the maximum number of entries on the page, 1 to {@value #MAX_LIMIT}
 */
public record Query(String text, Order order, Optional<Place> after, int limit) {
    /** The maximum number of entries on a page. */
    public static final int MAX_LIMIT = 1000;
    /** The maximum length of a search text in UTF-16 units. */
    public static final int MAX_TEXT = 200;

    /**
     * Validates text and limit.
     *
     * @throws IllegalArgumentException if the text is too long, has a control character, or the limit is out of range
     */
    public Query {
        text = Text.checked("search text", text, 0, MAX_TEXT).strip();
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to %s: %s".formatted(MAX_LIMIT, limit));
        }
    }

    /** Returns the query for the first page of all users, by id. */
    public static Query first(int limit) {
        return search("", limit);
    }

    /**
     * Returns the query for the first page of the users who match the text, by id.
     *
     * @throws IllegalArgumentException as the constructor says
     */
    public static Query search(String text, int limit) {
        return new Query(text, Order.ID, Optional.empty(), limit);
    }

    /** Returns the query for the first page of the same users in another order. */
    public Query by(Order other) {
        return new Query(text, other, Optional.empty(), limit);
    }

    /** Returns the same query for the page after the place. */
    public Query after(Place place) {
        return new Query(text, order, Optional.of(place), limit);
    }

    /** Returns the query for all matches, in the same order, with the largest pages. */
    public Query ofAll() {
        return new Query(text, order, Optional.empty(), MAX_LIMIT);
    }
}
