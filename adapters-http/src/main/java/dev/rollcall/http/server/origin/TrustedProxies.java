package dev.rollcall.http.server.origin;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * The proxies before the server, and what they say of a request.
 *
 * @param trusted their addresses: what any other client says in their stead is ignored
 * @param forwarding the headers in which they say how the request was made
 * @param userHeader the header in which they name the user; empty if they don't
 * @param rolesHeader the header in which they list the user's roles, separated by commas; empty if they don't
 */
public record TrustedProxies(
        Networks trusted, Forwarding forwarding, Optional<String> userHeader, Optional<String> rolesHeader) {
    /** There are none. */
    public static final TrustedProxies NONE =
            new TrustedProxies(Networks.NONE, Forwarding.X_FORWARDED, Optional.empty(), Optional.empty());

    /** Returns whether one of them passed the request on. */
    public boolean sent(ServerRequest request) {
        return trusted.include(Forwarded.received(request).client());
    }

    /**
     * Returns how a request was made before they passed it on. Each one of a chain tells from where it got the request, so the first of these
     * addresses, from the nearest on, that isn't one of theirs is the client: what stands before it is the client's own claim. So is what
     * stands before one that can't be read, which may hide anybody.
     */
    Forwarded forwarded(ServerRequest request) {
        Forwarded made = Forwarded.received(request);
        for (Forwarding.Hop hop : forwarding.hops(request.headers())) {
            if (!trusted.include(made.client())) {
                break;
            }
            made = hop.before(made);
            if (hop.client().isEmpty()) {
                break;
            }
        }
        return made;
    }

    /** Returns the name of the header in which they name the user. */
    public Optional<HeaderName> userHeaderName() {
        return userHeader.map(HeaderNames::create);
    }

    /** Returns the name of the header in which they list the user's roles. */
    public Optional<HeaderName> rolesHeaderName() {
        return rolesHeader.map(HeaderNames::create);
    }
}
