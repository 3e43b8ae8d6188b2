package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.mapping.Expression;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes a remote's list of its users. Their fields are mapped as those of one user are.
 *
 * @param uri the URIs of its pages
 * @param users where the array of users is in a page's JSON; empty if it is all of it
 * @param next how the page behind another one is found
 * @param size how many users a page should have, at least 1
 * @param total where the number of all users is in a page's JSON; empty if the remote doesn't tell
 * @param timeout how long the request for a page may take before it is cancelled and may be retried; longer than zero
 */
public record UserList(
        ListUri uri,
        Optional<Expression> users,
        NextPage next,
        int size,
        Optional<Expression> total,
        Duration timeout) {
    /** How many users a page has, unless said otherwise. */
    public static final int USUAL_SIZE = 100;
    /** How long the request for a page may take, unless said otherwise. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is out of range, or the URI has no place for where a page begins; the message says which
     */
    public UserList {
        if (size < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "size and time-out must be more than zero: %s, %s".formatted(size, timeout));
        }
        misfit(uri, next).ifPresent(why -> {
            throw new IllegalArgumentException("list URI %s: %s".formatted(why, uri));
        });
    }

    /**
     * Returns what is wrong with a URI for a way to the next page, in words that follow what it is; empty if they fit. A variable that the way
     * doesn't need is wrong, too: then the first page would be the last one.
     */
    public static Optional<String> misfit(ListUri uri, NextPage next) {
        String needed = switch (next) {
            case NextPage.Linked linked -> "";
            case NextPage.Told told -> "";
            case NextPage.ByOffset offset -> ListUri.OFFSET;
            case NextPage.ByNumber number -> ListUri.PAGE;
        };
        if (!uri.has(needed)) {
            return Optional.of("must have " + needed);
        }
        boolean takesCursor = next instanceof NextPage.Told;
        return Stream.of(ListUri.OFFSET, ListUri.PAGE, ListUri.CURSOR)
                .filter(uri::has)
                .filter(variable -> !variable.equals(needed) && !(takesCursor && variable.equals(ListUri.CURSOR)))
                .map(variable -> "has %s, which nothing would be put into".formatted(variable))
                .findFirst();
    }

    /** Creates a list in arrays of users, each with a link to the next one. */
    public static UserList linked(ListUri uri) {
        return new UserList(uri, Optional.empty(), new NextPage.Linked(), USUAL_SIZE, Optional.empty(), USUAL_TIMEOUT);
    }
}
