package dev.rollcall.http.server.web;

import dev.rollcall.domain.Quoted;
import io.helidon.http.HeaderName;
import io.helidon.http.ServerRequestHeaders;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags in conditional headers (RFC 9110, sections 8.8.3 and 13.1). Ours are versions.
 *
 * <p>A proxy that compresses a response makes its tag weak ({@code W/"7"}) or adds the coding ({@code "7-gzip"}). Clients send such tags
 * back, so they mean the version they were made of, also in {@code If-Match}, where the RFC wants a strong one: a version is never used
 * again, so the tag still proves which one the client has seen.
 */
public final class EntityTags {
    /** An entity tag in a list, whose empty elements are ignored (RFC 9110, section 5.6.1.2). */
    private static final Pattern TAG =
            Pattern.compile("[\\s,]*(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(,[\\s,]*|$)");

    /** A version, and what Apache, Jetty, Caddy and others add for the coding of a response. */
    private static final Pattern VERSION =
            Pattern.compile("([1-9][0-9]{0,18})(?:(?:--?|[;:+.])(?:x-)?(?:gzip|br|deflate|df|zstd|compress))?");

    private static final long NO_VERSION = 0;

    private EntityTags() {}

    /** Returns the value of a header that is a list; empty if it isn't given. */
    public static Optional<String> value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name)
                ? Optional.of(String.join(",", headers.get(name).allValues()).strip())
                : Optional.empty();
    }

    /**
     * Returns the versions that the entity tags mean; a tag that isn't ours means one that nothing has.
     *
     * @param name the name of the header, for messages
     * @throws Problem.Refusal if the value isn't a list of entity tags
     */
    public static Set<Long> versions(String name, String value) {
        Set<Long> versions = new HashSet<>();
        Matcher tag = TAG.matcher(value);
        int end = 0;
        while (end < value.length() && tag.region(end, value.length()).lookingAt()) {
            end = tag.end();
            versions.add(version(tag.group(1)));
        }
        if (end < value.length() || versions.isEmpty()) {
            throw Problem.badHeader("%s must be * or entity tags such as \"7\", separated by commas: %s"
                    .formatted(name, Quoted.of(value)));
        }
        return versions;
    }

    private static long version(String tag) {
        Matcher version = VERSION.matcher(tag);
        try {
            return version.matches() ? Long.parseLong(version.group(1)) : NO_VERSION;
        } catch (NumberFormatException e) {
            return NO_VERSION;
        }
    }
}
