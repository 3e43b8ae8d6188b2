package dev.rollcall.http.client;

import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Endpoint;

/** Clients that trust only the {@link Certificate}. */
public final class Trusting {
    private Trusting() {}

    /** Returns the client of a remote. */
    public static HttpRemoteUsers users(Upstream upstream) {
        return new HttpRemoteUsers(upstream, new Endpoint(upstream.uri().origin(), Certificate::context));
    }
}
