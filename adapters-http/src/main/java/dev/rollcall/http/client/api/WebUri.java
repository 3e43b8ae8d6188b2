package dev.rollcall.http.client.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules that all templates of URIs have in common. */
public final class WebUri {
    private final String what;
    private final String text;

    /**
     * Creates the rules for a text.
     *
     * @param what what it is to be, for messages
     */
    public WebUri(String what, String text) {
        this.what = what;
        this.text = text;
    }

    /**
     * Returns the URI with an x in place of each variable: absolute, by {@code http} or {@code https}, with a host and in ASCII, without
     * user info and fragment.
     *
     * @throws IllegalArgumentException if it isn't such a URI; the message says why
     */
    public URI checked(Pattern variables) {
        URI uri = with(variables);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        check(scheme.equals("http") || scheme.equals("https"), "begin with http:// or https://");
        check(uri.getHost() != null && uri.getUserInfo() == null, "name a host, and no user");
        check(uri.getPort() != 0 && uri.getPort() <= 65535, "have a port from 1 to 65535");
        check(uri.getRawFragment() == null, "have no fragment (#…)");
        check(text.chars().allMatch(c -> c < 128), "be in ASCII, all else percent-encoded");
        return uri;
    }

    /** Returns the URI with an x in place of each variable. */
    public URI with(Pattern variables) {
        try {
            return new URI(variables.matcher(text).replaceAll("x"));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "%s must be a URI, but at index %s: %s: %s".formatted(what, e.getIndex(), e.getReason(), text), e);
        }
    }

    /**
     * Checks a further rule.
     *
     * @throws IllegalArgumentException if it doesn't hold
     */
    public void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("%s must %s: %s".formatted(what, rule, text));
        }
    }
}
