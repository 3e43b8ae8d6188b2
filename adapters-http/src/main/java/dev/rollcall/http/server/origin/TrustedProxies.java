package dev.rollcall.http.server.origin;

import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
    public boolean sent(ServerRequest request) {
        return trusted.include(address(request));
    }

    /** Returns whether the browser made the request over TLS, as far as a proxy says so, or on this machine: only then it keeps our cookie. */
    public boolean isSecure(ServerRequest request) {
        return isTls(request)
                || Hosts.areLoopback(request.headers().get(HeaderNames.HOST).get());
    }

    private boolean isTls(ServerRequest request) {
        return sent(request)
                && request.headers()
                        .first(FORWARDED_PROTO)
                        .filter("https"::equalsIgnoreCase)
                        .isPresent();
    }

    /**
     * Returns the URI of a path of this server, as the browser knows it that made the request.
     *
     * @throws Problem.Refusal if Host is malformed
     */
    public URI external(ServerRequest request, String path) {
        String host = request.headers().get(HeaderNames.HOST).get();
        try {
            return URI.create((isTls(request) ? "https://" : "http://") + host + path);
        } catch (IllegalArgumentException e) {
            throw Problem.badHeader("Host is malformed");
        }
    }

    /** Returns the name of the header in which they name the user. */
    public Optional<HeaderName> userHeaderName() {
        return userHeader.map(HeaderNames::create);
    }

    /** Returns the name of the header in which they list the user's roles. */
    public Optional<HeaderName> rolesHeaderName() {
        return rolesHeader.map(HeaderNames::create);
    }

    /** Returns the address from which the request came. */
    public static InetAddress address(ServerRequest request) {
        return ((InetSocketAddress) request.remotePeer().address()).getAddress();
    }
}
