package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The remote as the network sees it: its addresses, and the transport to talk over. Safe for use by many threads. */
public final class Endpoint {
    private final Origin origin;
    private final TrustedTls tls;
    private final Addresses addresses;

    /** Gives the means for TLS. */
    @FunctionalInterface
    interface TrustedTls {
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

    /** Returns the transport over a channel that will be connected. */
    public Transport transport(SocketChannel channel) throws IOException {
        try {
            return origin.secure() ? new Tls(channel, origin, tls.context()) : new Transport.Plain(channel);
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
