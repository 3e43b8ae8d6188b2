package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import io.helidon.webserver.ListenerContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All connections to the server. It closes those whose clients make it wait for too long; and, when all connections are taken, those that
 * have waited longest, first of all those of addresses with more than their share. Safe for use by many threads.
 */
public final class OpenConnections implements AutoCloseable {
    /** How many of all connections are closed at once when all are taken: one of this many. */
    private static final int CLOSED_AT_ONCE = 64;
    /** The length of the part of an IPv6 address that a site has for itself, in bytes (RFC 6177). */
    private static final int SITE = 8;

    /** How long clients must have made the server wait before they go for others' memory, and how often that happens at most. */
    private static final Duration RELIEF = Duration.ofMillis(500);

    private final ConnectionLimits limits;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private volatile Patience patience;
    /** When the connections were last looked at, as {@link System#nanoTime}. */
    private volatile long swept = System.nanoTime();
    /** When memory was last made free, as {@link System#nanoTime}. */
    private long relieved = System.nanoTime();

    private final Runnable listenerEnded;
    private volatile @Nullable ListenerContext listener;
    private volatile boolean isStopping;
    private volatile boolean isClosed;

    /**
     * Creates it, and looks at the connections from now on.
     *
     * @param memory what all requests together may take
     * @param listenerEnded called once if the server accepts no more connections although it isn't stopping
     */
    public OpenConnections(ConnectionLimits limits, MemoryBudget memory, Runnable listenerEnded) {
        this.limits = limits;
        this.listenerEnded = listenerEnded;
        memory.whenShort(this::relieve);
        this.patience = limits.patience();
        scheduleSweep();
    }

    private void scheduleSweep() {
        if (!isClosed) {
            Runnable sweep = () -> Background.startWaiting("connections", this::sweep);
            Background.later(sweep, patience.interval().toNanos());
        }
    }

    private void sweep() {
        try {
            long now = System.nanoTime();
            boolean isPunctual = isPunctual(now);
            swept = now;
            if (isPunctual) {
                peers.stream().filter(peer -> peer.isOverdue(now, patience)).forEach(Peer::timeOut);
            }
            checkListener();
        } finally {
            scheduleSweep();
        }
    }

    /**
     * Returns whether the last look at the connections isn't long ago. If it is, this process was the one that was slow, and clients may have
     * sent what it hasn't seen yet.
     */
    private boolean isPunctual(long now) {
        return now - swept < patience.interval().plus(patience.tolerance()).toNanos();
    }

    private void checkListener() {
        ListenerContext accepting = listener;
        if (accepting != null && !PeerConnection.isAccepting(accepting) && !isStopping) {
            isStopping = true;
            listenerEnded.run();
        }
    }

    /** Notes who accepts connections. */
    void acceptedBy(ListenerContext accepting) {
        listener = accepting;
    }

    /** Adds a connection, for which another one may have to go. */
    void add(Peer peer) {
        peers.add(peer);
        if (peers.size() > limits.max()) {
            makeRoom();
        }
    }

    /** Removes a connection that is closed. */
    void remove(Peer peer) {
        peers.remove(peer);
    }

    private synchronized void makeRoom() {
        int excess = peers.size() - limits.max();
        if (excess > 0) {
            close(inOrderOfClosing(0), excess + limits.max() / CLOSED_AT_ONCE);
        }
    }

    /** Closes some connections whose requests have taken memory, and whose clients make the server wait. */
    private synchronized void relieve() {
        long now = System.nanoTime();
        if (now - relieved > RELIEF.toNanos() && isPunctual(now)) {
            relieved = now;
            close(inOrderOfClosing(RELIEF.toNanos()).filter(Peer::hasMemory), 1 + peers.size() / CLOSED_AT_ONCE);
        }
    }

    private void close(Stream<Peer> inOrder, int count) {
        List<Peer> closed = inOrder.limit(count).toList();
        closed.forEach(peers::remove);
        closed.forEach(Peer::close);
    }

    /** Returns the connections on which the server has been waiting for so many nanoseconds, those that must go first at the start. */
    private Stream<Peer> inOrderOfClosing(long least) {
        long now = System.nanoTime();
        List<Candidate> all = peers.stream()
                .map(peer -> new Candidate(peer, origin(peer), peer.waits(now)))
                .toList();
        Map<Object, Long> counts =
                all.stream().collect(Collectors.groupingBy(Candidate::origin, Collectors.counting()));
        Comparator<Candidate> order =
                Comparator.comparing(candidate -> counts.getOrDefault(candidate.origin(), 0L) <= limits.perAddress());
        return all.stream()
                .filter(candidate -> candidate.waits() > least)
                .sorted(order.thenComparing(Candidate::waits, Comparator.reverseOrder()))
                .map(Candidate::peer);
    }

    private record Candidate(Peer peer, Object origin, long waits) {}

    /** Returns what counts as one address: of IPv6, all that a site may have. */
    private static Object origin(Peer peer) {
        SocketAddress address = peer.address();
        InetAddress host = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (host == null) {
            return address;
        }
        return host instanceof Inet6Address ? ByteBuffer.wrap(host.getAddress(), 0, SITE) : host;
    }

    /** From now on, clients that make the server wait are closed soon, and streams that pause end, since it is stopping. */
    public void hurry() {
        isStopping = true;
        patience = patience.whenStopping();
        peers.forEach(Peer::hurry);
    }

    /** Stops to look at the connections. */
    @Override
    public void close() {
        isClosed = true;
    }
}
