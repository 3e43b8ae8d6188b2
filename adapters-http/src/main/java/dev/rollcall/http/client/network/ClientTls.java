package dev.rollcall.http.client.network;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS beyond the platform's defaults.
 *
 * @param authorities the certificates to trust beside those of the platform's trust store; none to trust no others
 * @param identity the certificate to show to remotes that ask for one; empty for none
 */
public record ClientTls(List<X509Certificate> authorities, Optional<ClientIdentity> identity) {
    /** Nothing beyond the defaults. */
    public static final ClientTls DEFAULT = new ClientTls(List.of(), Optional.empty());

    /** Takes a copy of the list. */
    public ClientTls {
        authorities = List.copyOf(authorities);
    }

    /** Returns whether it is the platform's, with nothing beyond. */
    public boolean isDefault() {
        return authorities.isEmpty() && identity.isEmpty();
    }

    /**
     * Returns a new context. It reads the platform's trust store, which takes some 100 ms the first time.
     *
     * @throws IllegalStateException if the platform has no TLS, or its trust store can't be read
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] shown = identity.map(ClientIdentity::keyManager)
                    .map(manager -> new KeyManager[] {manager})
                    .orElse(new KeyManager[0]);
            context.init(shown, trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        TrustManagerFactory platform = factory(null);
        return authorities.isEmpty()
                ? platform.getTrustManagers()
                : factory(both(platform)).getTrustManagers();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** One store for all, so that one chain may lead to either, and there is one reason if it leads to none. */
    private KeyStore both(TrustManagerFactory platform) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Stream<X509Certificate> known = Stream.of(platform.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()));
        for (X509Certificate trusted :
                Stream.concat(known, authorities.stream()).toList()) {
            store.setCertificateEntry("trusted-" + store.size(), trusted);
        }
        return store;
    }

    /** Returns how many are trusted, and whose certificate is shown. */
    @Override
    public String toString() {
        return "ClientTls[authorities=%s, identity=%s]".formatted(authorities.size(), identity);
    }
}
