package dev.rollcall.http.server.access;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who makes a change: whom a proxy before us says in a header, since the server itself has no login. */
public final class Actors {
    private static final Actor UNKNOWN = new Actor("unknown");
    /** What the server makes of each byte of a header that isn't ASCII. */
    private static final char UNREADABLE = '\uFFFD';

    private final Optional<HeaderName> header;

    /** Creates it for the header that the proxy sets; empty if there is none, and nobody is known. */
    public Actors(Optional<String> header) {
        this.header = header.map(HeaderNames::create);
    }

    /**
     * Returns who makes the request.
     *
     * @throws Problem.Refusal if what the proxy says can't be somebody
     */
    public Actor of(ServerRequest request) {
        return header.filter(request.headers()::contains)
                .map(name -> named(name, request.headers().get(name).allValues()))
                .orElse(UNKNOWN);
    }

    private static Actor named(HeaderName name, List<String> values) {
        String by = String.join(",", values);
        if (by.indexOf(UNREADABLE) >= 0) {
            throw bad(name, "it must be ASCII");
        }
        try {
            return by.isEmpty() ? UNKNOWN : new Actor(by);
        } catch (IllegalArgumentException e) {
            throw bad(name, e.getMessage());
        }
    }

    private static Problem.Refusal bad(HeaderName name, @Nullable String why) {
        return Problem.badHeader(name.defaultCase() + ": " + why);
    }
}
