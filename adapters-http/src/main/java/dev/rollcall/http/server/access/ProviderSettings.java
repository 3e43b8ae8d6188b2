package dev.rollcall.http.server.access;

import java.net.URI;
import java.util.Optional;

/**
 * The identity provider that vouches for people (OpenID Connect Core 1.0).
 *
 * @param issuer its issuer identifier, below which its configuration is (OpenID Connect Discovery 1.0, section 4)
 * @param clientId as what it knows this server
 * @param clientSecret with what this server proves that; empty if it need not
 * @param audience for whom access tokens must be that programs send; empty if none are accepted
 * @param nameClaim the claim with the name of an actor; without it, that is the subject
 * @param rolesClaim the claim with the roles, or its path, whose names have dots between them
 */
public record ProviderSettings(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        Optional<String> audience,
        String nameClaim,
        String rolesClaim) {
    /** Returns the settings, with the secret masked. */
    @Override
    public String toString() {
        return "ProviderSettings[issuer=%s, clientId=%s, clientSecret=%s, audience=%s, nameClaim=%s, rolesClaim=%s]"
                .formatted(issuer, clientId, clientSecret.map(text -> "***"), audience, nameClaim, rolesClaim);
    }
}
