package dev.rollcall.http.client.credentials;

import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.network.Network;
import java.util.Optional;

/** Makes the authorization of each kind of credentials. */
public final class Authorizations {
    private Authorizations() {}

    /**
     * Returns the authorization by the credentials.
     *
     * @param network the way to an authorization server
     * @param secrets learns what must not be shown
     * @throws IllegalArgumentException if a file has no token; the message says which
     */
    public static Authorization of(Credentials credentials, Network network, Secrets secrets) {
        return switch (credentials) {
            case Credentials.None none -> fixed(Optional.empty());
            case Credentials.Token token -> fixed(Optional.of(token.authorization()), secrets);
            case Credentials.Basic basic -> fixed(Optional.of(basic.authorization()), secrets);
            case Credentials.TokenFile file -> new TokenFromFile(file.path(), secrets);
            case Credentials.Client client -> new RenewedToken(new TokenEndpoint(client, network, secrets), secrets);
        };
    }

    private static Authorization fixed(Optional<String> value, Secrets secrets) {
        value.ifPresent(secrets::addAuthorization);
        return fixed(value);
    }

    private static Authorization fixed(Optional<String> value) {
        return () -> value;
    }
}
