package dev.rollcall.http.server.access;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the actor of a request by a header that a proxy before the server sets, since the server itself has no login.
 *
 * <p>A name that isn't ASCII is percent-encoded UTF-8, such as {@code J%C3%BCrg}, or the same as an extended value (RFC 8187, section
 * 3.2.1): {@code UTF-8''J%C3%BCrg}.
 */
public final class Actors {
    private static final Actor UNKNOWN = new Actor("unknown");
    /** The replacement of each byte in a header that isn't ASCII. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The beginning of an extended value: charset and language. */
    private static final Pattern EXTENDED = Pattern.compile("^(?i:UTF-8)'[A-Za-z0-9-]*'");

    private final Optional<HeaderName> header;

    /** Creates it for the proxy's header; without one, all actors are unknown. */
    public Actors(Optional<String> header) {
        this.header = header.map(HeaderNames::create);
    }

    /**
     * Returns the actor of the request.
     *
     * @throws Problem.Refusal if the header isn't a valid name, or there are several: a proxy that adds its own to the client's is no proof
     */
    public Actor of(ServerRequest request) {
        return header.filter(request.headers()::contains)
                .map(name -> named(name, request.headers().get(name).allValues()))
                .orElse(UNKNOWN);
    }

    private static Actor named(HeaderName name, List<String> values) {
        if (values.size() > 1) {
            throw bad(name, "it must occur only once");
        }
        String by = values.getFirst();
        if (by.indexOf(REPLACEMENT) >= 0) {
            throw bad(name, "it must be ASCII; other characters as percent-encoded UTF-8, such as J%C3%BCrg");
        }
        try {
            return by.isEmpty()
                    ? UNKNOWN
                    : new Actor(Percent.decode(EXTENDED.matcher(by).replaceFirst("")));
        } catch (IllegalArgumentException e) {
            throw bad(name, e.getMessage());
        }
    }

    private static Problem.Refusal bad(HeaderName name, @Nullable String why) {
        return Problem.badHeader(name.defaultCase() + ": " + why);
    }
}
