package dev.rollcall.http.client.api;

import java.util.Optional;

/**
 * Describes the remote.
 *
 * @param uri where its users are
 * @param fields where the fields of a user stand in its JSON
 * @param limits how hard it may be asked
 * @param authorization the value of the header {@code Authorization} (RFC 9110, section 11.6.2), such as {@code Bearer …}; empty
 *     for none. It is sent to the remote and shown to nobody
 * @param proofs when its answers are believed
 */
public record Upstream(
        UriTemplate uri, FieldMapping fields, RequestLimits limits, Optional<String> authorization, Proofs proofs) {
    /** Returns a remote with the usual fields and limits, that wants no credentials. */
    public static Upstream of(UriTemplate uri) {
        return new Upstream(uri, FieldMapping.DEFAULT, RequestLimits.DEFAULT, Optional.empty(), Proofs.DEFAULT);
    }

    /** Returns the same remote with other limits. */
    public Upstream with(RequestLimits other) {
        return new Upstream(uri, fields, other, authorization, proofs);
    }

    /** Returns the same remote, believed in another way. */
    public Upstream with(Proofs other) {
        return new Upstream(uri, fields, limits, authorization, other);
    }

    /** Returns the description without the credentials. */
    @Override
    public String toString() {
        return "Upstream[uri=%s, limits=%s, authorization=%s]"
                .formatted(uri, limits, authorization.map(secret -> "***"));
    }
}
