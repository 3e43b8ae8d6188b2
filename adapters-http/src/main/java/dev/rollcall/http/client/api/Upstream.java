package dev.rollcall.http.client.api;

import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Describes the remote.
 *
 * @param uri the URIs of its users
 * @param fields the fields of a user in its JSON
 * @param limits the limits on requests
 * @param credentials what proves to it who we are
 * @param headers further header fields of each request, or in place of ours, by name; their values are never shown
 * @param proofs when its answers are trusted
 * @param network the way to it
 */
public record Upstream(
        UriTemplate uri,
        FieldMapping fields,
        RequestLimits limits,
        Credentials credentials,
        Map<String, String> headers,
        Proofs proofs,
        Network network) {
    /**
     * What each request says in its head. Only JSON, as it is, can be read; but that all else is worth a little keeps a server that knows
     * JSON by another name from saying 406.
     */
    public static final Map<String, String> REQUEST_FIELDS = Map.of(
            "Accept",
            "application/json, application/scim+json;q=0.9, */*;q=0.1",
            "Accept-Encoding",
            "identity",
            "User-Agent",
            "rollcall");

    /** Fields that the client sets by itself, in lower case. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te", "upgrade");

    /**
     * Validates the header fields.
     *
     * @throws IllegalArgumentException if the client sets one by itself; the message names it
     */
    public Upstream {
        headers = Map.copyOf(headers);
        for (String name : headers.keySet()) {
            if (isSetOtherwise(name, !credentials.equals(Credentials.NONE))) {
                throw new IllegalArgumentException("the header is set otherwise: " + name);
            }
        }
    }

    /** Creates a remote that is reached directly, and that the platform trusts, without further header fields. */
    public Upstream(
            UriTemplate uri, FieldMapping fields, RequestLimits limits, Credentials credentials, Proofs proofs) {
        this(uri, fields, limits, credentials, Map.of(), proofs, Network.DEFAULT);
    }

    /**
     * Returns whether the client sets a header field by itself.
     *
     * @param hasCredentials whether there are {@link Credentials}
     */
    public static boolean isSetOtherwise(String name, boolean hasCredentials) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OWN.contains(lower) || (hasCredentials && lower.equals("authorization"));
    }

    /** Returns a remote with default fields, limits and proofs, without credentials. */
    public static Upstream of(UriTemplate uri) {
        return new Upstream(uri, FieldMapping.DEFAULT, RequestLimits.DEFAULT, Credentials.NONE, Proofs.DEFAULT);
    }

    /** Returns the same remote with other limits. */
    public Upstream with(RequestLimits other) {
        return new Upstream(uri, fields, other, credentials, headers, proofs, network);
    }

    /** Returns the same remote with other proofs. */
    public Upstream with(Proofs other) {
        return new Upstream(uri, fields, limits, credentials, headers, other, network);
    }

    /** Returns the same remote, reached in another way. */
    public Upstream with(Network other) {
        return new Upstream(uri, fields, limits, credentials, headers, proofs, other);
    }

    /** Returns the proxy before the remote; empty if it is reached directly. */
    public Optional<HttpProxy> proxy() {
        return network.proxyTo(uri.origin());
    }

    /** Returns whether the remote, or the proxy before it, checks credentials of ours. */
    public boolean hasCredentials() {
        return !credentials.equals(Credentials.NONE)
                || !headers.isEmpty()
                || proxy().flatMap(HttpProxy::authorization).isPresent();
    }

    /** Returns what each request says in its head, beside {@code Authorization}: our fields, and the further ones in place of them. */
    public Map<String, String> requestFields() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(REQUEST_FIELDS);
        all.putAll(headers);
        return all;
    }

    /** Returns the same remote with credentials. */
    public Upstream with(Credentials other) {
        return new Upstream(uri, fields, limits, other, headers, proofs, network);
    }

    /** Returns the description without secrets. */
    @Override
    public String toString() {
        return "Upstream[uri=%s, limits=%s, credentials=%s, headers=%s, proxy=%s]"
                .formatted(uri, limits, credentials, headers.keySet(), proxy());
    }
}
