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

/** The remote as the network sees it: its addresses, and the transport to talk over. Safe for use by many threads. */
public final class Endpoint {
    private final Origin origin;
    private final TrustedTls tls;
    private final Addresses addresses;
    private volatile CountDownLatch prepared = new CountDownLatch(0);

    /** Gives the means for TLS. */
    @FunctionalInterface
    public interface TrustedTls {
        /** Returns the context, always the same. */
        SSLContext context() throws NoSuchAlgorithmException;
    }

    /** Creates the endpoint of an origin. With TLS, the platform must trust the remote. */
    public Endpoint(Origin origin) {
        // a method, since the platform reads its trust store when it is first asked
        this(origin, SSLContext::getDefault);
    }

    /** Creates the endpoint with other trust than the platform's. */
    public Endpoint(Origin origin, TrustedTls tls) {
        this(origin, tls, Resolver.PLATFORM);
    }

    /** Creates the endpoint with another resolver, too. */
    Endpoint(Origin origin, TrustedTls tls, Resolver resolver) {
        this.origin = origin;
        this.tls = tls;
        this.addresses = new Addresses(origin, resolver, System::nanoTime);
    }

    /** Returns whether the remote is talked to by TLS. */
    boolean isSecure() {
        return origin.secure();
    }

    /** Returns the transport over a channel that will be connected. */
    Transport transport(SocketChannel channel) {
        return origin.secure() ? new Tls(channel, this::startHandshake) : new Transport.Plain(channel);
    }

    /** Begins to load what TLS needs, which takes a while the first time: on one cold processor the better part of a second. */
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
            // the first connection will say so
        } finally {
            prepared.countDown();
        }
    }

    /** Waits until what was begun by {@link #prepare()} is done: it is this process's own time, and no part of anybody's deadline. */
    public void awaitPrepared() throws InterruptedException {
        prepared.await();
    }

    /** Returns the client's end of a connection. The certificate must be trusted, and be the host's (RFC 9110, section 4.3.4). */
    private SSLEngine startHandshake() throws IOException {
        try {
            String host = origin.bareHost();
            SSLEngine engine = tls.context().createSSLEngine(host, origin.port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!origin.isAddress()) {
                // the platform doesn't name a host without a dot by itself
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            engine.setSSLParameters(parameters);
            engine.beginHandshake();
            return engine;
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("TLS can't be had: " + e.getMessage(), e);
        }
    }

    /**
     * Returns all addresses, at least one, in the order in which to try them: the one that was reached last, then the families in turn,
     * then those that failed. Empty if the name has to be looked up first; then the waiting one is told, by another thread, when that
     * is done.
     *
     * @throws UnknownHostException if there is none
     * @throws ProtocolException if there is none that can be connected to from here; the message says why
     */
    public Optional<List<InetSocketAddress>> addresses(Runnable whenKnown) throws IOException {
        return addresses.get(whenKnown);
    }

    /** Notes that an address took a connection: it is the first from now on. */
    public void reached(InetSocketAddress address) {
        addresses.reached(address);
    }

    /** Notes that an address took no connection: it is the last from now on. */
    public void failed(InetSocketAddress address) {
        addresses.failed(address);
    }
}
