package dev.rollcall.http.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections to a remote, at most as many as were in use at once. What was used last is used next, so that the others can
 * grow old: those that idle for too long are closed. Safe for use by many threads.
 */
final class Pool {
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final long maxIdle;
    private boolean closed;

    /** Creates a pool whose connections may idle for so long. */
    Pool(Duration maxIdle) {
        this.maxIdle = maxIdle.toNanos();
    }

    /** Returns a connection that seems good; the remote may have closed it all the same. Null if there is none. */
    @Nullable
    Connection take() {
        for (Connection connection = poll(); connection != null; connection = poll()) {
            if (connection.resume()) {
                return connection;
            }
            connection.close();
        }
        return null;
    }

    private synchronized @Nullable Connection poll() {
        return idle.pollFirst();
    }

    /** Keeps a connection whose last response was read to its end. */
    void give(Connection connection) {
        if (!connection.rest(System.nanoTime() + maxIdle) || !push(connection)) {
            connection.close();
        }
    }

    private synchronized boolean push(Connection connection) {
        for (Connection last = idle.peekLast(); last != null && last.isClosed(); last = idle.peekLast()) {
            idle.removeLast();
        }
        if (!closed) {
            idle.addFirst(connection);
        }
        return !closed;
    }

    /** Closes the idle connections, and from now on those that are given back. */
    void close() {
        drained().forEach(Connection::close);
    }

    private synchronized List<Connection> drained() {
        closed = true;
        List<Connection> all = new ArrayList<>(idle);
        idle.clear();
        return all;
    }
}
