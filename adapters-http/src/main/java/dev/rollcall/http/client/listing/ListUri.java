package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.api.WebUri;
import dev.rollcall.http.client.network.Origin;
import java.util.regex.Pattern;

/**
 * The URIs of the pages of a list: an absolute {@code http} or {@code https} URI. In it, {@code {size}} stands for the size of a page, and
 * {@code {offset}}, {@code {page}} or {@code {cursor}} for where the page begins. The first page has no cursor: its parameter is left out.
 *
 * @param text the template, such as {@code https://hr.example.org/users?limit={size}&offset={offset}}
 */
public record ListUri(String text) {
    static final String SIZE = "{size}";
    static final String OFFSET = "{offset}";
    static final String PAGE = "{page}";
    static final String CURSOR = "{cursor}";

    private static final String WHAT = "list URI";
    private static final Pattern VARIABLE = Pattern.compile("\\{(size|offset|page|cursor)}");
    private static final Pattern CURSOR_PARAMETER = Pattern.compile("(?<=[?&])[^?&=#]+=\\{cursor}(&|$)");
    private static final Pattern REST_OF_QUERY = Pattern.compile("[?&]$");

    /**
     * Validates the template.
     *
     * @throws IllegalArgumentException if it is invalid; the message says why
     */
    public ListUri {
        var rules = new WebUri(WHAT, text);
        rules.checked(VARIABLE);
        rules.check(
                !text.contains(CURSOR) || CURSOR_PARAMETER.matcher(text).find(),
                "have {cursor} as the value of a query parameter");
    }

    /** Returns the scheme, host and port of every page's URI. */
    public Origin origin() {
        return Origin.of(new WebUri(WHAT, text).with(VARIABLE));
    }

    /** Returns whether it has a variable. */
    public boolean has(String variable) {
        return text.contains(variable);
    }

    /** Returns the URI without a cursor, and with these values. */
    String expand(int size, String offsetOrPage) {
        String begun = CURSOR_PARAMETER.matcher(text).replaceAll("");
        return REST_OF_QUERY
                .matcher(begun)
                .replaceAll("")
                .replace(SIZE, Integer.toString(size))
                .replace(OFFSET, offsetOrPage)
                .replace(PAGE, offsetOrPage);
    }

    /** Returns the URI with a cursor. */
    String expandCursor(int size, String cursor) {
        return text.replace(SIZE, Integer.toString(size)).replace(CURSOR, UriTemplate.encode(cursor));
    }

    /** Returns the template. */
    @Override
    public String toString() {
        return text;
    }
}
