package dev.rollcall.http.client.network;

import java.util.Optional;

/** Decides through which proxy an origin is reached. Implementations are safe for use by many threads, and don't block. */
@FunctionalInterface
public interface Proxies {
    /** No origin is reached through a proxy. */
    Proxies NONE = origin -> Optional.empty();

    /** Returns the proxy to an origin, always the same for the same one; empty if it is reached directly. */
    Optional<HttpProxy> proxyTo(Origin origin);

    /** Every origin is reached through this proxy. */
    static Proxies of(HttpProxy proxy) {
        return new Only(proxy);
    }

    /**
     * One proxy for every origin.
     *
     * @param proxy the proxy
     */
    record Only(HttpProxy proxy) implements Proxies {
        @Override
        public Optional<HttpProxy> proxyTo(Origin origin) {
            return Optional.of(proxy);
        }
    }
}
