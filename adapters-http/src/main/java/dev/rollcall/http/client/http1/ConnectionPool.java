package dev.rollcall.http.client.http1;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a remote between the roll calls. Each roll call takes some and gives them back; those that were given back last
 * are taken first, so that the others can grow old. What rests for too long is closed. Safe for use by many threads.
 */
public final class ConnectionPool implements AutoCloseable {
    /** Shorter than most servers keep an idle connection: what they closed costs a request that must be sent again. */
    private static final Duration MAX_REST = Duration.ofSeconds(30);

    private record Given(Connections connections, long at) {}

    private final Deque<Given> resting = new ArrayDeque<>();
    private final Pace pace;
    private final Supplier<Connections> more;
    private final long maxRest;
    /** Closes what has rested for too long. */
    private final Alarm sweeping = new Alarm(this::sweep);

    private boolean closed;

    /**
     * Creates a pool with nothing in it.
     *
     * @param max how many connections may be open at once for some of them to be kept
     */
    public ConnectionPool(Route route, int max) {
        this(route, max, MAX_REST);
    }

    /** Creates a pool whose connections may rest for so long. */
    ConnectionPool(Route route, int max, Duration maxRest) {
        this.pace = new Pace(max);
        this.more = () -> new Connections(route, pace);
        this.maxRest = maxRest.toNanos();
    }

    /**
     * Returns connections for the calling thread alone, as good as can be seen.
     *
     * @throws java.io.UncheckedIOException if this process has no file descriptor left
     */
    public Connections take() {
        Connections taken = poll();
        if (taken == null) {
            return more.get();
        }
        taken.dropStale();
        return taken;
    }

    private synchronized @Nullable Connections poll() {
        Given last = resting.pollFirst();
        return last == null ? null : last.connections();
    }

    /** Takes connections back, all of them at rest. */
    public void give(Connections connections) {
        long now = System.nanoTime();
        if (!connections.closeRestedBefore(now - maxRest) || !push(new Given(connections, now))) {
            connections.close();
        }
    }

    private synchronized boolean push(Given given) {
        if (closed) {
            return false;
        }
        resting.addFirst(given);
        sweeping.set(given.at() + maxRest);
        return true;
    }

    private void sweep() {
        old(System.nanoTime() - maxRest).forEach(Connections::close);
    }

    private synchronized List<Connections> old(long time) {
        List<Connections> old = new ArrayList<>();
        while (!resting.isEmpty() && resting.getLast().at() - time <= 0) {
            old.add(resting.removeLast().connections());
        }
        if (!resting.isEmpty()) {
            sweeping.set(resting.getLast().at() + maxRest);
        }
        return old;
    }

    /** Returns how many connections are open, at rest or not. */
    public int open() {
        return pace.open();
    }

    /** Closes the connections at rest, and from now on those that are given back. */
    @Override
    public void close() {
        drained().forEach(Connections::close);
    }

    private synchronized List<Connections> drained() {
        closed = true;
        sweeping.close();
        List<Connections> all = resting.stream().map(Given::connections).toList();
        resting.clear();
        return all;
    }
}
