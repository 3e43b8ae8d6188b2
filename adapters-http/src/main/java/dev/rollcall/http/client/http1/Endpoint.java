package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.FanOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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

    /** Returns the transport over a channel that will be connected. */
    public Transport transport(SocketChannel channel) throws IOException {
        try {
            return origin.secure() ? new Tls(channel, origin, tls.context()) : new Transport.Plain(channel);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("TLS can't be had: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the address to connect to; empty if it has to be looked up first. Then the waiting one is told, by another thread, when
     * it is known.
     *
     * @throws UnknownHostException if there is none
     */
    public synchronized Optional<InetSocketAddress> address(Runnable whenKnown) throws UnknownHostException {
        boolean isKnown = origin.isAddress() || System.nanoTime() - lookedUpAt < KEPT;
        if (isKnown && failure != null) {
            throw failure;
        }
        if (isKnown && !addresses.isEmpty()) {
            return Optional.of(new InetSocketAddress(addresses.get(preferred), origin.port()));
        }
        waiting.add(whenKnown);
        if (!lookingUp) {
            lookingUp = true;
            FanOut.startAlone("look-up of " + origin.host(), this::lookUp);
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

    /** Notes that an address took no connection; the next one is preferred. Returns how many there are. */
    public synchronized int failed(InetSocketAddress address) {
        int at = addresses.indexOf(address.getAddress());
        if (at == preferred) {
            preferred = (preferred + 1) % addresses.size();
        }
        return addresses.size();
    }
}
