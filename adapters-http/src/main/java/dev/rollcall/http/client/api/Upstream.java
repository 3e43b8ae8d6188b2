package dev.rollcall.http.client.api;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import java.util.Optional;

/**
 * Describes the remote.
 *
 * @param uri the URIs of its users
 * @param fields the fields of a user in its JSON
 * @param limits the limits on requests
 * @param authorization the value of the header {@code Authorization} (RFC 9110, section 11.6.2), such as {@code Bearer …}; empty
 *     for none. It is sent to the remote and never shown
 * @param proofs when its answers are trusted
 * @param network the way to it
 */
public record Upstream(
        UriTemplate uri,
        FieldMapping fields,
        RequestLimits limits,
        Optional<String> authorization,
        Proofs proofs,
        Network network) {
    /** Creates a remote that is reached directly, and that the platform trusts. */
    public Upstream(
            UriTemplate uri, FieldMapping fields, RequestLimits limits, Optional<String> authorization, Proofs proofs) {
        this(uri, fields, limits, authorization, proofs, Network.DEFAULT);
    }

    /** Returns a remote with default fields, limits and proofs, without credentials. */
    public static Upstream of(UriTemplate uri) {
        return new Upstream(uri, FieldMapping.DEFAULT, RequestLimits.DEFAULT, Optional.empty(), Proofs.DEFAULT);
    }

    /** Returns the same remote with other limits. */
    public Upstream with(RequestLimits other) {
        return new Upstream(uri, fields, other, authorization, proofs, network);
    }

    /** Returns the same remote with other proofs. */
    public Upstream with(Proofs other) {
        return new Upstream(uri, fields, limits, authorization, other, network);
    }

    /** Returns the same remote, reached in another way. */
    public Upstream with(Network other) {
        return new Upstream(uri, fields, limits, authorization, proofs, other);
    }

    /** Returns the proxy before the remote; empty if it is reached directly. */
    public Optional<HttpProxy> proxy() {
        return network.proxyTo(uri.origin());
    }

    /** Returns whether the remote, or the proxy before it, checks credentials of ours. */
    public boolean hasCredentials() {
        return authorization.isPresent()
                || proxy().flatMap(HttpProxy::authorization).isPresent();
    }

    /** Returns the description without the credentials. */
    @Override
    public String toString() {
        return "Upstream[uri=%s, limits=%s, authorization=%s, proxy=%s]"
                .formatted(uri, limits, authorization.map(secret -> "***"), proxy());
    }
}
