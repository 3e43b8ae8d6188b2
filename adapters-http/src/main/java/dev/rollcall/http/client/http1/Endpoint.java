package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.Background;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The network endpoint of a remote: its addresses, and the transport of its connections. Safe for use by many threads. */
public final class Endpoint {
    private final Origin origin;
    private final TrustedTls tls;
    private final Addresses addresses;
    private volatile CountDownLatch prepared = new CountDownLatch(0);

    /** Provides the TLS context. */
    @FunctionalInterface
    public interface TrustedTls {
        /** Returns the context, always the same. */
        SSLContext context() throws NoSuchAlgorithmException;
    }

    /** Creates the endpoint of an origin. With TLS, the platform must trust the remote. */
    public Endpoint(Origin origin) {
        // lazily: the platform reads its trust store on first use
        this(origin, SSLContext::getDefault);
    }

    /** Creates the endpoint with its own trust. */
    public Endpoint(Origin origin, TrustedTls tls) {
        this(origin, tls, Resolver.PLATFORM);
    }

    /** Creates the endpoint with its own trust and resolver. */
    Endpoint(Origin origin, TrustedTls tls, Resolver resolver) {
        this.origin = origin;
        this.tls = tls;
        this.addresses = new Addresses(origin, resolver, System::nanoTime);
    }

    boolean isSecure() {
        return origin.secure();
    }

    /** Returns the transport over a channel that will be connected. */
    Transport transport(SocketChannel channel) {
        return origin.secure() ? new Tls(channel, this::startHandshake) : new Transport.Plain(channel);
    }

    /** Starts loading the TLS classes in the background, which takes the better part of a second on one cold processor. */
    public void prepare() {
        if (origin.secure()) {
            prepared = new CountDownLatch(1);
            Background.compute(this::load);
        }
    }

    private void load() {
        try {
            ByteBuffer hello = ByteBuffer.allocate(64 * 1024);
            startHandshake().wrap(ByteBuffer.allocate(0), hello);
        } catch (IOException e) {
            // the first connection will report it
        } finally {
            prepared.countDown();
        }
    }

    /** Waits for the end of {@link #prepare()}: this process's own start-up time must not count against a deadline. */
    public void awaitPrepared() throws InterruptedException {
        prepared.await();
    }

    /** Returns a client engine. The certificate must be trusted and match the host (RFC 9110, section 4.3.4). */
    private SSLEngine startHandshake() throws IOException {
        try {
            String host = origin.bareHost();
            SSLEngine engine = tls.context().createSSLEngine(host, origin.port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!origin.isAddress()) {
                // by default the platform sends no SNI for a host without a dot
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            engine.setSSLParameters(parameters);
            engine.beginHandshake();
            return engine;
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    /**
     * Returns all addresses, at least one, in the order in which to try them: the last reached one, then the families alternating, then
     * those that failed. Empty if a lookup is needed first; {@code whenKnown} is then called at its end, by another thread.
     *
     * @throws UnknownHostException if there is none
     * @throws ProtocolException if none can be connected to from here; the message says why
     */
    public Optional<List<InetSocketAddress>> addresses(Runnable whenKnown) throws IOException {
        return addresses.get(whenKnown);
    }

    /** Moves an address that accepted a connection to the front. */
    public void reached(InetSocketAddress address) {
        addresses.reached(address);
    }

    /** Moves an address that failed to the end. */
    public void failed(InetSocketAddress address) {
        addresses.failed(address);
    }
}
