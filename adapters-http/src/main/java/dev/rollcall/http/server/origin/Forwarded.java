package dev.rollcall.http.server.origin;

import dev.rollcall.http.server.web.BasePath;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * How a request was made before proxies passed it on, as far as those tell that are trusted.
 *
 * @param client the address that made it
 * @param isTls whether over TLS
 * @param host to which host, perhaps with a port; may be malformed
 */
public record Forwarded(InetAddress client, boolean isTls, String host) {
    /** Returns how a request was made. */
    public static Forwarded of(ServerRequest request) {
        return request.context().get(Forwarded.class).orElseGet(() -> received(request));
    }

    /** Returns how this server received it. */
    static Forwarded received(ServerRequest request) {
        InetAddress peer = ((InetSocketAddress) request.remotePeer().address()).getAddress();
        return new Forwarded(
                peer, false, request.headers().get(HeaderNames.HOST).get());
    }

    void register(ServerRequest request) {
        request.context().register(this);
    }

    /** Returns whether a browser that made it keeps our cookies: it came over TLS, or is on this machine. */
    public boolean isSecure() {
        return isTls || Hosts.areLoopback(host);
    }

    /**
     * Returns the URI of a path of this site, as the browser knows it that made the request.
     *
     * @throws Problem.Refusal if the host is malformed
     */
    public static URI external(ServerRequest request, String path) {
        Forwarded made = of(request);
        try {
            return URI.create((made.isTls ? "https://" : "http://")
                    + made.host
                    + BasePath.of(request).to(path));
        } catch (IllegalArgumentException e) {
            throw Problem.badHeader("Host is malformed");
        }
    }
}
