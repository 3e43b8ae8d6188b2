package dev.rollcall.http.client.network;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a remote that asks for a certificate (RFC 8446, section 4.4.2). Safe for use by many threads.
 *
 * @param chain our certificate and, behind it, those that vouch for it
 * @param key its private key
 */
public record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = {1, 2, 3};

    /**
     * Validates that the two belong together.
     *
     * @throws IllegalArgumentException if the key isn't that of the first certificate, or there is none
     */
    public ClientIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty() || !belongs(key, chain.getFirst().getPublicKey())) {
            throw new IllegalArgumentException("the key isn't that of the first certificate");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        try {
            String algorithm = key.getAlgorithm();
            Signature signature = Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // such as a key of another kind than the certificate's
        }
    }

    /**
     * Returns what shows the certificate to any remote that asks for one. The platform's own would keep it back if the remote names
     * authorities and none of them vouches for it directly, which the remote itself may see differently.
     */
    X509ExtendedKeyManager keyManager() {
        return new Shown(chain.toArray(X509Certificate[]::new), key);
    }

    /** Returns the subject of the certificate. */
    @Override
    public String toString() {
        return "ClientIdentity[%s]".formatted(chain.getFirst().getSubjectX500Principal());
    }

    private static final class Shown extends X509ExtendedKeyManager {
        private static final String ALIAS = "client";

        private final X509Certificate[] chain;
        private final PrivateKey key;

        Shown(X509Certificate[] chain, PrivateKey key) {
            this.chain = chain;
            this.key = key;
        }

        private @Nullable String alias(String... keyTypes) {
            return Arrays.asList(keyTypes).contains(key.getAlgorithm()) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            return alias(keyTypes);
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return alias(keyTypes);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return alias(keyType) == null ? null : new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }
    }
}
