package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.Background;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are on their way. Without TLS there is one for each who waits. Handshakes cost time of the processor, so only a
 * few go on at once, on other threads; and none is begun where those who wait get a connection sooner that is there already.
 *
 * <p>Of several addresses the next is tried beside the first if that says nothing for a quarter of a second (RFC 8305, section 5).
 *
 * <p>For one thread.
 */
final class PendingConnections {
    private static final long STAGGER = Duration.ofMillis(250).toNanos();
    /** How long no connection is opened after one couldn't be, while there are others, or will be. */
    private static final long REFRAIN = Duration.ofMillis(50).toNanos();

    private final Route route;
    private final Pace pace;
    private final Selector selector;
    private final RemoteClock clock;
    private final Deque<AddressRace> races = new ArrayDeque<>();
    private final Map<Connection, AddressRace> candidates = new HashMap<>();
    /** Those that were connected as soon as they asked: the selector has nothing to say of them. */
    private final Deque<Connection> connected = new ArrayDeque<>();

    private final Queue<Computed> computed = new ConcurrentLinkedQueue<>();
    private final List<IOException> failures = new ArrayList<>();
    private long refrainsUntil = System.nanoTime();

    /** A handshake went on. */
    private record Computed(Connection connection, AddressRace race, long nanos, long handedAt) {}

    PendingConnections(Route route, Pace pace, Selector selector, RemoteClock clock) {
        this.route = route;
        this.pace = pace;
        this.selector = selector;
        this.clock = clock;
    }

    int size() {
        return races.size();
    }

    /**
     * Begins to open connections for those who wait, as far as that is worth it, until one can't be had at once: then neither can the
     * next. That is nobody's failure while others are on their way.
     *
     * @param waiting how many wait
     * @param established how many connections are open
     * @param overdue whether somebody has waited longer than a new connection would have taken
     */
    void beginFor(int waiting, int established, boolean overdue) {
        while (failures.isEmpty() && races.size() < waiting && isWorthAnother(waiting, established, overdue)) {
            Optional<List<InetSocketAddress>> addresses = addresses();
            if (addresses.isEmpty()) {
                return;
            }
            begin(addresses.get());
        }
        if (!races.isEmpty()) {
            failures.clear();
        }
    }

    private boolean isWorthAnother(int waiting, int established, boolean overdue) {
        int connections = established + races.size();
        if (connections > 0 && refrainsUntil - System.nanoTime() > 0) {
            return false;
        }
        if (!route.endpoint().isSecure()) {
            return true;
        }
        return pace.hasTimeForHandshake(Background.COMPUTERS)
                && (connections == 0 || overdue || pace.isWorthAnother(waiting, connections));
    }

    /** Returns the addresses of the remote; empty if they are not known yet, and then the selector is woken when they are. */
    private Optional<List<InetSocketAddress>> addresses() {
        try {
            return route.endpoint().addresses(selector::wakeup);
        } catch (IOException e) {
            failed(e);
            return Optional.empty();
        }
    }

    private void begin(List<InetSocketAddress> addresses) {
        var race = new AddressRace(addresses, clock.now(), route.timeout().toNanos(), STAGGER);
        races.add(race);
        pace.handshakeBegins();
        tryNext(race);
    }

    /** Tries the next address of which something can be hoped. */
    private void tryNext(AddressRace race) {
        InetSocketAddress address = race.next(clock.now());
        while (address != null) {
            try {
                connect(race, address);
                return;
            } catch (IOException e) {
                route.endpoint().failed(address);
                if (race.lost(e)) {
                    ended(race);
                    failed(e);
                    return;
                }
            }
            address = race.next(clock.now());
        }
    }

    private void connect(AddressRace race, InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            var connection =
                    new Connection(channel, route.endpoint().transport(channel), selector, address, route.memory());
            if (connection.connect()) {
                connected.add(connection);
                selector.wakeup();
            }
            pace.opened();
            race.add(connection);
            candidates.put(connection, race);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e instanceof IOException io ? io : new IOException("no connection: " + e.getMessage(), e);
        }
    }

    /** Lets a handshake go on, on another thread. */
    void compute(Connection connection) {
        AddressRace race = candidates.get(connection);
        if (race == null) {
            return;
        }
        race.computes();
        long handedAt = System.nanoTime();
        Background.compute(() -> {
            long began = System.nanoTime();
            connection.handshake();
            computed.add(new Computed(connection, race, System.nanoTime() - began, handedAt));
            selector.wakeup();
        });
    }

    /** Returns one that can go on, which the selector doesn't know: its handshake came to its end, good or bad; null if there is none. */
    @Nullable
    Connection nextReady() {
        if (!connected.isEmpty()) {
            return connected.removeFirst();
        }
        for (Computed done = computed.poll(); done != null; done = computed.poll()) {
            done.race.hasComputed(done.nanos, System.nanoTime() - done.handedAt);
            if (done.connection.hasShakenHands()) {
                return done.connection;
            }
            done.connection.listen();
        }
        return null;
    }

    /** A connection is open. Its rivals are given up. Returns whether it was wanted. */
    boolean opened(Connection connection) {
        AddressRace race = candidates.get(connection);
        if (race == null) {
            return false;
        }
        race.candidates().remove(connection);
        candidates.remove(connection);
        ended(race);
        route.endpoint().reached(connection.address());
        pace.openedWithin(System.nanoTime() - race.beganAt());
        return true;
    }

    /** A connection that wasn't open yet is no more; the next address is tried, until there is none. */
    void broke(Connection connection, IOException failure) {
        AddressRace race = candidates.remove(connection);
        close(connection);
        if (race == null) {
            return;
        }
        route.endpoint().failed(connection.address());
        if (race.lost(connection, failure)) {
            ended(race);
            failed(failure);
        } else if (race.isIdle()) {
            tryNext(race);
        }
    }

    /** Gives up what remains of an opening. */
    private void ended(AddressRace race) {
        races.remove(race);
        pace.handshakeEnded(race.computed());
        race.candidates().forEach(candidate -> {
            candidates.remove(candidate);
            close(candidate);
        });
    }

    private void close(Connection connection) {
        connection.close();
        pace.closed();
    }

    private void failed(IOException failure) {
        failures.add(failure);
        refrainsUntil = System.nanoTime() + REFRAIN;
    }

    /** Tries further addresses where those before say nothing, and gives up what takes too long. */
    void tend() {
        long now = clock.now();
        for (AddressRace race : races.isEmpty() ? List.<AddressRace>of() : List.copyOf(races)) {
            if (race.isExpired(now)) {
                expire(race);
            } else if (race.isSlow(now)) {
                tryNext(race);
            }
        }
    }

    private void expire(AddressRace race) {
        race.candidates().forEach(silent -> route.endpoint().failed(silent.address()));
        ended(race);
        failed(new SocketTimeoutException(
                "no connection in %s ms".formatted(route.timeout().toMillis())));
    }

    /** Returns why connections couldn't be opened, once for each. */
    List<IOException> takeFailures() {
        if (failures.isEmpty()) {
            return List.of();
        }
        List<IOException> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** Returns in how many nanoseconds of the remote's time something is to be done though nothing came. */
    long untilNextEvent() {
        long now = clock.now();
        return races.stream().mapToLong(race -> race.nextEvent() - now).min().orElse(Long.MAX_VALUE);
    }

    /** Gives all up. */
    void abort() {
        List.copyOf(races).forEach(this::ended);
        failures.clear();
    }
}
