package dev.rollcall.http.client.listing;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.UserPage;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where the pages of a list are. A cursor is what the remote calls by this name, or the URI of a page, or its offset or number: as text.
 * Safe for use by many threads.
 */
final class Pages {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern REFERENCE = Pattern.compile("(https?://|/|\\?).*");
    private static final int MAX_SHOWN = 100;

    private final UserList list;
    private final Origin origin;

    Pages(UserList list) {
        this.list = list;
        this.origin = list.uri().origin();
    }

    /**
     * Returns the URI of a page.
     *
     * @throws IllegalArgumentException if the cursor is none of this list
     */
    String uri(Optional<String> cursor) {
        return switch (list.next()) {
            case NextPage.Linked linked -> cursor.map(this::given).orElseGet(this::first);
            case NextPage.Told told -> cursor.map(this::givenOrExpanded).orElseGet(this::first);
            case NextPage.ByOffset offset -> list.uri().expand(list.size(), number(cursor, offset.first()));
            case NextPage.ByNumber number -> list.uri().expand(list.size(), number(cursor, number.first()));
        };
    }

    private String first() {
        return list.uri().expand(list.size(), "");
    }

    private String givenOrExpanded(String cursor) {
        if (isReference(cursor)) {
            return given(cursor);
        }
        if (!list.uri().has(ListUri.CURSOR)) {
            throw new IllegalArgumentException("a cursor of this list is a URI: " + shown(cursor));
        }
        return list.uri().expandCursor(list.size(), cursor);
    }

    private String given(String cursor) {
        try {
            return resolved(first(), cursor);
        } catch (Malformed e) {
            throw new IllegalArgumentException("no cursor of this list: " + e.getMessage(), e);
        }
    }

    private static String number(Optional<String> cursor, int first) {
        String text = cursor.orElse(Integer.toString(first));
        if (!NUMBER.matcher(text).matches() || Long.parseLong(text) < first) {
            throw new IllegalArgumentException(
                    "a cursor of this list is a whole number from %s: %s".formatted(first, shown(text)));
        }
        return text;
    }

    /**
     * Returns the cursor of the page behind one; empty if that is the last one.
     *
     * @param at the cursor of the page
     * @param uri its URI
     * @throws Malformed if the remote contradicts itself, or leads elsewhere
     */
    Optional<String> next(Optional<String> at, String uri, UserPage page, RemoteResponse response) throws Malformed {
        return switch (list.next()) {
            case NextPage.Linked linked -> linked(uri, response);
            case NextPage.Told told -> told(told.where(), uri, page);
            case NextPage.ByOffset offset -> {
                long before = Long.parseLong(number(at, offset.first())) - offset.first();
                yield isLast(before, page)
                        ? Optional.empty()
                        : Optional.of(Long.toString(offset.first() + before + page.size()));
            }
            case NextPage.ByNumber number -> {
                long here = Long.parseLong(number(at, number.first()));
                // a page may be smaller than asked for, so that no more were listed than that
                checkNotCut((here - number.first()) * list.size(), page);
                yield page.size() == 0 ? Optional.empty() : Optional.of(Long.toString(here + 1));
            }
        };
    }

    private Optional<String> linked(String uri, RemoteResponse response) throws Malformed {
        Optional<String> next = response.field(Field.LINK).flatMap(LinkField::next);
        return next.isPresent() ? Optional.of(resolved(uri, next.get())) : Optional.empty();
    }

    private Optional<String> told(Expression where, String uri, UserPage page) throws Malformed {
        Optional<String> next = page.text(where);
        if (next.isEmpty()) {
            return next;
        }
        if (isReference(next.get())) {
            return Optional.of(resolved(uri, next.get()));
        }
        if (!list.uri().has(ListUri.CURSOR)) {
            throw new Malformed("%s is no URI but %s, and remote.list.uri has no {cursor} to put it in"
                    .formatted(where, shown(next.get())));
        }
        return next;
    }

    private boolean isLast(long before, UserPage page) throws Malformed {
        checkNotCut(before, page);
        OptionalLong total = total(page);
        return page.size() == 0 || (total.isPresent() && before + page.size() >= total.getAsLong());
    }

    /** An empty page isn't the end if the remote itself says that it has more. */
    private void checkNotCut(long before, UserPage page) throws Malformed {
        OptionalLong total = total(page);
        if (page.size() == 0 && total.isPresent() && before < total.getAsLong()) {
            throw new Malformed("an empty page, though the remote has %s users (remote.list.first, remote.list.next)"
                    .formatted(total.getAsLong()));
        }
    }

    private OptionalLong total(UserPage page) throws Malformed {
        return list.total().isPresent() ? page.number(list.total().get()) : OptionalLong.empty();
    }

    private static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** Returns the URI that a reference leads to (RFC 3986, section 5). Credentials are sent to the origin of the list alone. */
    private String resolved(String base, String reference) throws Malformed {
        URI uri;
        try {
            // a query alone keeps the whole path, which the platform gets wrong (RFC 3986, section 5.2.2)
            uri = reference.startsWith("?")
                    ? URI.create(base.split("\\?", 2)[0] + reference)
                    : URI.create(base).resolve(reference);
        } catch (IllegalArgumentException e) {
            throw new Malformed("the URI of the next page is invalid: " + shown(reference));
        }
        if (!isOurs(uri)) {
            throw new Malformed("the next page is at another origin than %s, and is not asked for there: %s"
                    .formatted(origin.text(), shown(reference)));
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return origin.text() + URI.create(path + query).toASCIIString();
    }

    private boolean isOurs(URI uri) {
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            return false;
        }
        Origin other = Origin.of(uri);
        return other.secure() == origin.secure()
                && other.host().equalsIgnoreCase(origin.host())
                && other.port() == origin.port();
    }

    private static String shown(String text) {
        return Quoted.of(text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text);
    }
}
