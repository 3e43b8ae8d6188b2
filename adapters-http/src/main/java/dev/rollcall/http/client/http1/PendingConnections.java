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
 * The connections that are being opened. Without TLS there is one per waiting exchange. TLS handshakes cost CPU time, so only a few run at
 * once, on other threads, and none is started if an open connection will be available sooner.
 *
 * <p>If an address is silent for a quarter of a second, the next one is tried beside it (RFC 8305, section 5).
 *
 * <p>For one thread.
 */
final class PendingConnections {
    private static final long STAGGER = Duration.ofMillis(250).toNanos();
    /** How long no connection is opened after a failure, if there are others, open or pending. */
    private static final long REFRAIN = Duration.ofMillis(50).toNanos();

    private final Route route;
    private final Pace pace;
    private final Selector selector;
    private final RemoteClock clock;
    private final Deque<AddressRace> races = new ArrayDeque<>();
    private final Map<Connection, AddressRace> candidates = new HashMap<>();
    /** Those that were connected at once: the selector doesn't report them. */
    private final Deque<Connection> connected = new ArrayDeque<>();

    private final Queue<Computed> computed = new ConcurrentLinkedQueue<>();
    private final List<IOException> failures = new ArrayList<>();
    private long refrainsUntil = System.nanoTime();

    /** A handshake step that ended. */
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
     * Starts opening connections for waiting exchanges, as far as that pays, until one fails at once. That failure is ignored while others
     * are pending.
     *
     * @param waiting how many exchanges wait
     * @param established how many connections are open
     * @param overdue whether an exchange has waited longer than a new connection would have taken
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

    /** Returns the addresses of the remote. If they are not known yet, it is empty, and the selector is woken when they are. */
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

    /** Tries the next address that doesn't fail at once. */
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

    /** Runs a handshake step on another thread. */
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

    /** Returns a connection that is ready though the selector doesn't report it, such as after a handshake; null if there is none. */
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

    /** Takes a connection that is open, and closes its rivals. Returns whether it was still wanted. */
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

    /** Closes a connection that failed to open, and tries the next address. */
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

    /** Ends a race and closes its remaining candidates. */
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

    /** Tries further addresses beside silent ones, and times races out. */
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

    /** Removes and returns the failures so far, one per connection. */
    List<IOException> takeFailures() {
        if (failures.isEmpty()) {
            return List.of();
        }
        List<IOException> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** Returns in how many nanoseconds of remote time something is due even if nothing arrives. */
    long untilNextEvent() {
        long now = clock.now();
        return races.stream().mapToLong(race -> race.nextEvent() - now).min().orElse(Long.MAX_VALUE);
    }

    /** Ends all races. */
    void abort() {
        List.copyOf(races).forEach(this::ended);
        failures.clear();
    }
}
