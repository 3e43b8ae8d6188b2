package dev.rollcall.http.client.api;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.network.Origin;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The URIs of the remote's users: an absolute {@code http} or {@code https} URI that contains {@code {id}} once, in its path or query. It is
 * replaced by simple expansion (RFC 6570, section 3.2.2): all but unreserved characters are percent-encoded.
 *
 * @param text the template, such as {@code https://hr.example.org/users/{id}}
 */
public record UriTemplate(String text) {
    private static final String ID = "{id}";
    private static final Pattern VARIABLE = Pattern.compile(ID, Pattern.LITERAL);
    private static final String WHAT = "URI template";

    /**
     * Validates the template.
     *
     * @throws IllegalArgumentException if it is invalid; the message says why
     */
    public UriTemplate {
        var rules = new WebUri(WHAT, text);
        int at = text.indexOf(ID);
        rules.check(at >= 0 && text.indexOf(ID, at + 1) < 0, "have {id} exactly once");
        URI uri = rules.checked(VARIABLE);
        rules.check(at >= Origin.of(uri).text().length(), "have {id} in its path or query");
        rules.check(text.charAt(at - 1) != '.', "have no dot right before {id}");
    }

    /** Returns the scheme, host and port of every user's URI. */
    public Origin origin() {
        return Origin.of(new WebUri(WHAT, text).with(VARIABLE));
    }

    /** Returns the URI of one user. */
    public String expand(UserId id) {
        return text.replace(ID, encode(id.value()));
    }

    /**
     * Returns whether the URI of a user has a slash of the id in its path, as {@code %2F}: many servers answer 404 to that in any case, as
     * a protection against path traversal.
     */
    boolean hidesSlash(UserId id) {
        int query = text.indexOf('?');
        return id.value().indexOf('/') >= 0 && (query < 0 || text.indexOf(ID) < query);
    }

    /** Returns the text with all but unreserved characters percent-encoded (RFC 3986, section 2.3). */
    public static String encode(String text) {
        if (text.chars().allMatch(UriTemplate::isLetterOrDigit)) {
            return text;
        }
        // form encoding differs from simple expansion in three characters
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static boolean isLetterOrDigit(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /** Returns the template. */
    @Override
    public String toString() {
        return text;
    }
}
