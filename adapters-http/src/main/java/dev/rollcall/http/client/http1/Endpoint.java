package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.network.Proxies;
import dev.rollcall.http.client.network.TrustedTls;
import dev.rollcall.http.client.threads.Background;
import dev.rollcall.http.client.transport.Tls;
import dev.rollcall.http.client.transport.Transport;
import dev.rollcall.http.client.transport.Tunnel;
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
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The network endpoint of a remote: its addresses, or those of the proxy before it, and the transport of its connections. Safe for use by
 * many threads.
 */
public final class Endpoint {
    private final Origin origin;
    private final Optional<HttpProxy> proxy;
    private final TrustedTls tls;
    private final Addresses addresses;
    private volatile CountDownLatch prepared = new CountDownLatch(0);

    /** Creates the endpoint of an origin, reached directly. With TLS, the platform must trust the remote. */
    public Endpoint(Origin origin) {
        this(origin, Network.DEFAULT);
    }

    /** Creates the endpoint of an origin in a network. */
    public Endpoint(Origin origin, Network network) {
        this(origin, network, Resolver.PLATFORM);
    }

    /** Creates the endpoint, reached directly, with its own trust. */
    public Endpoint(Origin origin, TrustedTls tls) {
        this(origin, tls, Resolver.PLATFORM);
    }

    /** Creates the endpoint, reached directly, with its own trust and resolver. */
    Endpoint(Origin origin, TrustedTls tls, Resolver resolver) {
        this(origin, new Network(Proxies.NONE, tls), resolver);
    }

    /** Creates the endpoint with its own resolver. Through a proxy, the name of the remote is never looked up here. */
    Endpoint(Origin origin, Network network, Resolver resolver) {
        this.origin = origin;
        this.proxy = network.proxyTo(origin);
        this.tls = network.tls();
        this.addresses = new Addresses(proxy.map(HttpProxy::origin).orElse(origin), resolver, System::nanoTime);
    }

    boolean isSecure() {
        return origin.secure();
    }

    /** Returns the transport over a channel that will be connected to one of the addresses. */
    Transport transport(SocketChannel channel) {
        if (!origin.secure()) {
            return new Transport.Plain(channel);
        }
        Transport secure = new Tls(channel, this::startHandshake);
        return proxy.<Transport>map(before -> new Tunnel(channel, before, origin, secure))
                .orElse(secure);
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
