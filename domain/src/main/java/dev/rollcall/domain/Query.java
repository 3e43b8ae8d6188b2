package dev.rollcall.domain;

import java.util.Optional;

/**
 * A question for one page of the directory.
 *
 * @param text what to search for: a user matches if the id, the email or a word of the name begins with it, ignoring case
 *     as {@link String#equalsIgnoreCase} does; spaces around it don't count, and empty text matches every user; at most {@value #MAX_TEXT} characters
 * @param after the page begins behind this id, whether or not a user has it; empty for the first page
 * @param limit the most entries on the page, 1 to {@value #MAX_LIMIT}
 */
public record Query(String text, Optional<UserId> after, int limit) {
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
            throw new IllegalArgumentException("limit must be 1 to %d: %d".formatted(MAX_LIMIT, limit));
        }
    }

    /** Returns the question for the first page of all users. */
    public static Query first(int limit) {
        return new Query("", Optional.empty(), limit);
    }

    /** Returns the same question for the page that begins behind the id. */
    public Query after(UserId id) {
        return new Query(text, Optional.of(id), limit);
    }
}
