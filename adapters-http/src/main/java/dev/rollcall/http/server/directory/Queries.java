package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts queries for a page of the directory from and to the query of a URI. */
final class Queries {
    /** The default number of users on a page. */
    private static final int PAGE = 50;
    /** Separates key and id in a cursor; neither can contain it. */
    private static final char SEPARATOR = '\n';

    private Queries() {}

    /**
     * Reads {@code q}, {@code sort}, {@code after} and {@code limit}.
     *
     * @throws Problem.Refusal if one is invalid
     */
    static Query read(Parameters parameters) {
        String text = parameters
                .read(
                        "q",
                        "a text of at most " + Query.MAX_TEXT + " characters, without control characters",
                        q -> Query.search(q, PAGE).text())
                .orElse("");
        Order order = parameters.oneOf("sort", Order.values(), Order::word).orElse(Order.ID);
        Optional<Place> after = parameters.cursor(
                "after", "a cursor from the previous page, in the same order", cursor -> place(order, cursor));
        int limit = parameters.number("limit", 1, Query.MAX_LIMIT).orElse(PAGE);
        return new Query(text, order, after, limit);
    }

    /** Returns the query of the URI with the question mark; defaults are left out, and it may be empty. */
    static String write(Query query) {
        List<String> parameters = new ArrayList<>();
        if (query.limit() != PAGE) {
            parameters.add("limit=" + query.limit());
        }
        if (!query.text().isEmpty()) {
            parameters.add("q=" + Percent.encode(query.text()));
        }
        if (query.order() != Order.ID) {
            parameters.add("sort=" + query.order().word());
        }
        query.after().ifPresent(place -> parameters.add("after=" + cursor(query.order(), place)));
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Returns the cursor of the page after a place; opaque to the client. */
    static String cursor(Order order, Place place) {
        String id = place.id().value();
        String text = order == Order.ID ? id : place.key() + SEPARATOR + id;
        return Parameters.cursor(text);
    }

    private static Place place(Order order, String text) {
        if (order == Order.ID) {
            return Order.placeOf(new UserId(text));
        }
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException("a cursor of another order");
        }
        return new Place(text.substring(0, end), new UserId(text.substring(end + 1)));
    }
}
