package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The remote as the network sees it: its addresses, and the transport to talk over. Safe for use by many threads.
 *
 * <p>The platform's resolver heeds neither deadline nor interrupt, so a name is looked up by a thread of its own, and nobody waits
 * for that longer than he likes. What it said is used for ten seconds.
 */
public final class Endpoint {
    private static final long KEPT = Duration.ofSeconds(10).toNanos();

    private final Origin origin;
    private final TrustedTls tls;
    private final List<Runnable> waiting = new ArrayList<>();
    private List<InetAddress> addresses = List.of();
    private int preferred;
    private @Nullable UnknownHostException failure;
    private boolean lookingUp;
    private long lookedUpAt;

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
        this.origin = origin;
        this.tls = tls;
        if (origin.isAddress()) {
            addresses = List.of(InetAddress.ofLiteral(origin.bareHost()));
        }
    }

    /** Returns whether the remote is talked to by TLS. */
    boolean isSecure() {
        return origin.secure();
    }

    /** Returns the transport over a channel that will be connected. */
    Transport transport(SocketChannel channel) {
        return origin.secure() ? new Tls(channel, this::startHandshake) : new Transport.Plain(channel);
    }

    /** Loads what TLS needs, which takes a while the first time, so that the first roll call need not wait for all of it. */
    public void prepare() {
        if (origin.secure()) {
            Background.compute(() -> {
                try {
                    ByteBuffer hello = ByteBuffer.allocate(64 * 1024);
                    startHandshake().wrap(ByteBuffer.allocate(0), hello);
                } catch (IOException e) {
                    // the first connection will say so
                }
            });
        }
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
     * Returns the addresses to connect to, the best first; empty if they have to be looked up first. Then the waiting one is told, by
     * another thread, when they are known.
     *
     * @throws UnknownHostException if there is none
     */
    synchronized Optional<List<InetSocketAddress>> addresses(Runnable whenKnown) throws UnknownHostException {
        boolean isKnown = origin.isAddress() || System.nanoTime() - lookedUpAt < KEPT;
        if (isKnown && failure != null) {
            throw failure;
        }
        if (isKnown && !addresses.isEmpty()) {
            List<InetSocketAddress> all = new ArrayList<>();
            for (int i = 0; i < addresses.size(); i++) {
                all.add(new InetSocketAddress(addresses.get((preferred + i) % addresses.size()), origin.port()));
            }
            return Optional.of(all);
        }
        waiting.add(whenKnown);
        if (!lookingUp) {
            lookingUp = true;
            Background.start("look-up of " + origin.host(), this::lookUp);
        }
        return Optional.empty();
    }

    private void lookUp() {
        List<InetAddress> found = List.of();
        UnknownHostException unknown = null;
        try {
            found = List.of(InetAddress.getAllByName(origin.bareHost()));
        } catch (UnknownHostException e) {
            unknown = e;
        }
        known(found, unknown).forEach(Runnable::run);
    }

    private synchronized List<Runnable> known(List<InetAddress> found, @Nullable UnknownHostException unknown) {
        if (!found.equals(addresses)) {
            preferred = 0;
        }
        addresses = found;
        failure = unknown;
        lookingUp = false;
        // that a name is unknown is soon forgotten
        lookedUpAt = System.nanoTime() - (unknown == null ? 0 : KEPT - KEPT / 10);
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }

    /** Notes that an address took a connection: it is preferred. */
    synchronized void reached(InetSocketAddress address) {
        preferred = Math.max(0, addresses.indexOf(address.getAddress()));
    }

    /** Notes that an address took no connection; the next one is preferred. */
    synchronized void failed(InetSocketAddress address) {
        if (addresses.indexOf(address.getAddress()) == preferred) {
            preferred = (preferred + 1) % addresses.size();
        }
    }
}
