package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the remote's users are: an absolute {@code http} or {@code https} URI in which {@code {id}} stands once, in the path or the
 * query. The id is put there by simple expansion (RFC 6570, section 3.2.2): all but unreserved characters percent-encoded.
 */
public final class UriTemplate {
    private static final String ID = "{id}";

    private final String before;
    private final String after;

    private UriTemplate(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Reads a template such as {@code https://hr.example.org/users/{id}}.
     *
     * @throws IllegalArgumentException if it isn't one; the message says what is wrong with it
     */
    public static UriTemplate parse(String text) {
        int at = text.indexOf(ID);
        check(at >= 0 && text.indexOf(ID, at + 1) < 0, "have {id} exactly once", text);
        var template = new UriTemplate(text.substring(0, at), text.substring(at + ID.length()));
        URI uri = uri(template.expand(new UserId("id")), text);
        String scheme = String.valueOf(uri.getScheme());
        check(scheme.equals("http") || scheme.equals("https"), "begin with http:// or https://", text);
        check(uri.getHost() != null && uri.getUserInfo() == null, "name a host, and no user", text);
        check(uri.getRawFragment() == null, "have no fragment (#…)", text);
        check(at > text.indexOf('/', scheme.length() + 3), "have {id} in its path or query", text);
        check(!template.before.endsWith("."), "have no dot right before {id}", text);
        return template;
    }

    private static URI uri(String expanded, String text) {
        try {
            return new URI(expanded);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "URI template must be a URI around {id}, but at index %d: %s: %s"
                            .formatted(e.getIndex(), e.getReason(), text),
                    e);
        }
    }

    private static void check(boolean holds, String rule, String text) {
        if (!holds) {
            throw new IllegalArgumentException("URI template must " + rule + ": " + text);
        }
    }

    /** Returns the URI of one user. */
    String expand(UserId id) {
        return before + encode(id.value()) + after;
    }

    private static String encode(String text) {
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

    /** Returns the template as it was read. */
    @Override
    public String toString() {
        return before + ID + after;
    }
}
