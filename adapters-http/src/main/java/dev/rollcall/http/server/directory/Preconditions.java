package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.EntityTags;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/** Conditional headers (RFC 9110, section 13.1) for a user, whose entity tag is its version. */
final class Preconditions {
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
        Optional<String> match = EntityTags.value(headers, HeaderNames.IF_MATCH);
        Optional<String> noneMatch = EntityTags.value(headers, HeaderNames.IF_NONE_MATCH);
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
        return value.equals("*")
                ? new Precondition.Exists()
                : new Precondition.Unchanged(EntityTags.versions("If-Match", value));
    }

    /** Returns whether {@code If-None-Match} matches: the client has this version already. */
    static boolean isKnown(ServerRequestHeaders headers, Entry entry) {
        return EntityTags.value(headers, HeaderNames.IF_NONE_MATCH)
                .map(value -> value.equals("*")
                        || EntityTags.versions("If-None-Match", value).contains(entry.version()))
                .orElse(false);
    }
}
