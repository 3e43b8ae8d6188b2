package dev.rollcall.http.server.web;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path below which browsers and programs find the site, such as {@code /rollcall}: a proxy may have other sites beside it. Links of
 * pages are relative, so only addresses in headers need it. Paths in JSON are those of the API, as in its description, whatever this is.
 *
 * @param text the path, without a slash at its end; empty if there is none
 */
public record BasePath(String text) {
    /** Segments of characters that never need to be encoded (RFC 3986, section 2.3). */
    private static final Pattern VALID = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    /** The site has the host for itself. */
    public static final BasePath NONE = new BasePath("");

    /**
     * Validates it.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public BasePath {
        if (!VALID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be a path such as /rollcall, without a slash at its end, of letters, digits and . _ ~ -: "
                            + text);
        }
    }

    /** Returns that of the server that received a request. */
    public static BasePath of(ServerRequest request) {
        return request.context().get(BasePath.class).orElse(NONE);
    }

    /** Makes this the one of a request. */
    public void register(ServerRequest request) {
        request.context().register(this);
    }

    /** Returns where those outside find the root of this site: {@code /}, or this path without a slash at its end. */
    public String root() {
        return text.isEmpty() ? "/" : text;
    }

    /** Returns where those outside find a path of this site. */
    public String to(String path) {
        return text + path;
    }

    /** Returns the path of this site that those outside mean by one; empty if it isn't below this one. */
    public Optional<String> below(String path) {
        if (!path.startsWith(text)) {
            return Optional.empty();
        }
        return Optional.of(path.substring(text.length())).filter(it -> it.startsWith("/"));
    }

    /** Returns whether a path is this one, without the slash that its index has at the end. */
    public boolean isWithoutSlash(String path) {
        return !text.isEmpty() && path.equals(text);
    }
}
