package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags and conditional headers (RFC 9110, sections 8.8.3 and 13.1). A user's entity tag is its version.
 *
 * <p>A proxy that compresses a response makes its tag weak ({@code W/"7"}) or adds the coding ({@code "7-gzip"}). Clients send such tags
 * back, so they mean the version they were made of, also in {@code If-Match}, where the RFC wants a strong one: a version is never used
 * again, so the tag still proves which one the client has seen.
 */
final class Preconditions {
    /** An entity tag in a list, whose empty elements are ignored (RFC 9110, section 5.6.1.2). */
    private static final Pattern TAG =
            Pattern.compile("[\\s,]*(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(,[\\s,]*|$)");

    /** A version, and what Apache, Jetty, Caddy and others add for the coding of a response. */
    private static final Pattern VERSION =
            Pattern.compile("([1-9][0-9]{0,18})(?:(?:--?|[;:+.])(?:x-)?(?:gzip|br|deflate|df|zstd|compress))?");

    private static final long NO_VERSION = 0;

    private Preconditions() {}

    /** Returns the header {@code ETag} of the entry: a strong entity tag such as {@code "7"}. */
    static Header etag(Entry entry) {
        return HeaderValues.create(HeaderNames.ETAG, "\"" + entry.version() + "\"");
    }

    /**
     * Returns the precondition of a change, from {@code If-Match} or {@code If-None-Match}.
     *
     * @throws Problem.Refusal if one is malformed, if both are given, or if {@code If-None-Match} isn't {@code *}
     */
    static Precondition of(ServerRequestHeaders headers) {
        Optional<String> match = value(headers, HeaderNames.IF_MATCH);
        Optional<String> noneMatch = value(headers, HeaderNames.IF_NONE_MATCH);
        if (match.isPresent() && noneMatch.isPresent()) {
            throw Problem.badHeader("only one of If-Match and If-None-Match may be given");
        }
        if (noneMatch.isPresent() && !noneMatch.get().equals("*")) {
            throw Problem.badHeader("If-None-Match must be * for a change: " + Quoted.of(noneMatch.get()));
        }
        return noneMatch.isPresent()
                ? new Precondition.IsNew()
                : match.map(Preconditions::match).orElse(Precondition.none());
    }

    private static Precondition match(String value) {
        return value.equals("*") ? new Precondition.Exists() : new Precondition.Unchanged(versions("If-Match", value));
    }

    /** Returns whether {@code If-None-Match} matches: the client has this version already. */
    static boolean isKnown(ServerRequestHeaders headers, Entry entry) {
        return value(headers, HeaderNames.IF_NONE_MATCH)
                .map(value ->
                        value.equals("*") || versions("If-None-Match", value).contains(entry.version()))
                .orElse(false);
    }

    private static Optional<String> value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name)
                ? Optional.of(String.join(",", headers.get(name).allValues()).strip())
                : Optional.empty();
    }

    /** Returns the versions that the entity tags mean; a tag that isn't ours means {@link #NO_VERSION}. */
    private static Set<Long> versions(String name, String value) {
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
