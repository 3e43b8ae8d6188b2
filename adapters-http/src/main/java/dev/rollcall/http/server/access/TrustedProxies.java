package dev.rollcall.http.server.access;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The proxies before the server, and what they say of a request.
 *
 * @param trusted their addresses: what any other client says in their stead is ignored
 * @param userHeader the header in which they name the user; empty if they don't
 * @param rolesHeader the header in which they list the user's roles, separated by commas; empty if they don't
 */
public record TrustedProxies(Networks trusted, Optional<String> userHeader, Optional<String> rolesHeader) {
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    /** There are none. */
    public static final TrustedProxies NONE = new TrustedProxies(Networks.NONE, Optional.empty(), Optional.empty());

    /** Returns whether one of them passed the request on. */
    boolean sent(ServerRequest request) {
        return trusted.include(address(request));
    }

    /** Returns whether the browser made the request over TLS, as far as a proxy says so, or on this machine: only then it keeps our cookie. */
    boolean isSecure(ServerRequest request) {
        boolean isForwarded = sent(request)
                && request.headers()
                        .first(FORWARDED_PROTO)
                        .filter("https"::equalsIgnoreCase)
                        .isPresent();
        return isForwarded
                || Hosts.areLoopback(request.headers().get(HeaderNames.HOST).get());
    }

    Optional<HeaderName> userHeaderName() {
        return userHeader.map(HeaderNames::create);
    }

    Optional<HeaderName> rolesHeaderName() {
        return rolesHeader.map(HeaderNames::create);
    }

    /** Returns the address from which the request came. */
    static InetAddress address(ServerRequest request) {
        return ((InetSocketAddress) request.remotePeer().address()).getAddress();
    }
}
