package dev.rollcall.http.client.http1;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pool of the idle connections to a remote. A roll call borrows a {@link Connections} and gives it back; the last one given back is
 * borrowed first, so that the others can expire. What is idle for too long is closed. Safe for use by many threads.
 */
public final class ConnectionPool implements AutoCloseable {
    /** Less than most servers keep an idle connection: one that they closed costs a request that is sent again. */
    private static final Duration MAX_REST = Duration.ofSeconds(30);

    private record Given(Connections connections, long at) {}

    private final Deque<Given> resting = new ArrayDeque<>();
    private final Pace pace;
    private final Supplier<Connections> more;
    private final long maxRest;
    /** Closes what was idle for too long. */
    private final Alarm sweeping = new Alarm(this::sweep);

    private boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param max the number of open connections beyond which idle ones are closed
     */
    public ConnectionPool(Route route, int max) {
        this(route, max, MAX_REST);
    }

    ConnectionPool(Route route, int max, Duration maxRest) {
        this.pace = new Pace(max);
        this.more = () -> new Connections(route, pace);
        this.maxRest = maxRest.toNanos();
    }

    /**
     * Borrows connections for the calling thread alone; stale ones are closed.
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

    /** Takes connections back, which must be idle. */
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

    /** Returns the number of open connections, idle or in use. */
    public int open() {
        return pace.open();
    }

    /** Closes idle connections now, and others once they are given back. */
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
