package dev.rollcall.http.client.network;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What lies between this process and its remotes. One serves all origins.
 *
 * @param proxies through which proxy an origin is reached
 * @param tls whom to trust, and the certificate to show
 */
public record Network(Proxies proxies, TrustedTls tls) {
    /** No proxy, and the trust of the platform. */
    public static final Network DEFAULT = new Network(Proxies.NONE, TrustedTls.PLATFORM);

    /** Returns the same network through other proxies. */
    public Network with(Proxies other) {
        return new Network(other, tls);
    }

    /** Returns the same network through one proxy. */
    public Network with(HttpProxy proxy) {
        return with(Proxies.of(proxy));
    }

    /** Returns the same network with other trust, such as that of {@link ClientTls#context()}. */
    public Network with(SSLContext context) {
        return new Network(proxies, () -> context);
    }

    /** Returns the proxy to an origin; empty if it is reached directly. */
    public Optional<HttpProxy> proxyTo(Origin origin) {
        return proxies.proxyTo(origin);
    }

    /** Returns the proxy that forwards each request to an origin (RFC 9112, section 3.2.2): there is none to an {@code https} one. */
    public Optional<HttpProxy> forwarderTo(Origin origin) {
        return origin.secure() ? Optional.empty() : proxyTo(origin);
    }
}
