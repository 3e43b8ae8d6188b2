package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Selects the connections that are ready, in FIFO order. For one thread, except {@link #wake()}. */
final class ConnectionSelector implements AutoCloseable {
    private final Selector selector;
    private final Alarm alarm;
    private final Deque<Connection> ready = new ArrayDeque<>();
    private long lookedAt = System.nanoTime();
    private long seenUntil = lookedAt;

    /** A select operation. */
    private interface Selection {
        @SuppressWarnings("UnusedReturnValue")
        int select(Selector selector, Consumer<SelectionKey> onReady) throws IOException;
    }

    /**
     * Creates one without connections.
     *
     * @throws UncheckedIOException if this process has no file descriptor left
     */
    ConnectionSelector() {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.alarm = new Alarm(selector::wakeup);
    }

    /** Returns the selector to register sockets with, with their {@link Connection} as attachment. */
    Selector selector() {
        return selector;
    }

    /** Waits until a connection is ready, or until a value of {@link System#nanoTime()}, or until it is woken. */
    void await(long until) {
        alarm.set(until);
        select(Selector::select);
    }

    /** Selects without waiting. */
    void look() {
        select(Selector::selectNow);
    }

    private void select(Selection selection) {
        lookedAt = System.nanoTime(); // what arrives during the select may be seen or not
        try {
            selection.select(selector, key -> add((Connection) key.attachment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        letOthersRun();
    }

    /**
     * Virtual threads are not preempted: with a fast remote, one roll call always finds something to do and would monopolize its carrier.
     * Yielding costs little compared with the work that follows.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Queues a connection that is ready, whatever its socket says. */
    void add(Connection connection) {
        if (connection.queue(true)) {
            ready.add(connection);
        }
    }

    /** Returns whether no connection is known to be ready. */
    boolean isEmpty() {
        return ready.isEmpty();
    }

    Connection next() {
        Connection first = ready.removeFirst();
        first.queue(false);
        return first;
    }

    /** Returns until when everything that arrived on any connection was seen and processed. */
    long seenUntil() {
        if (ready.isEmpty()) {
            seenUntil = lookedAt;
        }
        return seenUntil;
    }

    /** Ends the current wait, or else the next one. Any thread may call it. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        alarm.close();
        try {
            selector.close();
        } catch (IOException e) {
            // it counts as closed all the same
        }
    }
}
