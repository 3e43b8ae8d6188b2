package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.format.users.UserFormat;
import java.util.Optional;

/**
 * A page of the directory as {@code index.html} shows it, with its links.
 *
 * @param page the users
 * @param query the query that it answers
 * @param columns the attributes shown
 * @param hasInactive whether a user on the page is inactive
 */
record Listing(Page page, Query query, Columns columns, boolean hasInactive) {
    /** Creates it; looks for inactive users once, since each row of the page asks. */
    Listing(Page page, Query query, Columns columns) {
        this(
                page,
                query,
                columns,
                page.entries().stream().anyMatch(entry -> !entry.user().isActive()));
    }

    boolean isSearch() {
        return !query.text().isEmpty();
    }

    boolean isLater() {
        return query.after().isPresent();
    }

    /** Returns the link to the next page; empty on the last one. */
    Optional<String> next() {
        return page.next().map(place -> link(query.after(place)));
    }

    /** Returns the link to the first page of the same users in this order. */
    String by(Order order) {
        return link(query.by(order));
    }

    private String link(Query linked) {
        String parameters = Queries.write(linked) + columns.parameters();
        return "./" + (parameters.startsWith("&") ? "?" + parameters.substring(1) : parameters);
    }

    /** Returns the link that downloads the same users, from all pages. */
    String file(UserFormat format) {
        String parameters = Queries.write(query.by(query.order()));
        return "api/users?format=" + format.word() + parameters.replace('?', '&');
    }

    /** Returns how many users match, as far as this page knows. */
    String found() {
        int count = page.entries().size();
        if (!isSearch()) {
            return "All users";
        }
        if (count == 0) {
            return "No user matches";
        }
        String users = count == 1 ? "1 user" : count + " users";
        String match = count == 1 ? "matches" : "match";
        return isLater() || page.next().isPresent()
                ? "%s on this page %s, and there are other pages".formatted(users, match)
                : users + " " + match;
    }
}
