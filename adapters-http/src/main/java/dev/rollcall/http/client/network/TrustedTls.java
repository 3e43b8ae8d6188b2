package dev.rollcall.http.client.network;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** Provides the TLS context. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface TrustedTls {
    /** The platform's own, which reads its trust store on first use. */
    TrustedTls PLATFORM = SSLContext::getDefault;

    /**
     * Returns the context, always the same.
     *
     * @throws NoSuchAlgorithmException if TLS is not available
     */
    SSLContext context() throws NoSuchAlgorithmException;
}
