package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Watches over sockets: which connections can go on, in the order in which that was seen. For one thread, but for {@link #wake()}. */
final class ConnectionSelector implements AutoCloseable {
    private final Selector selector;
    private final Alarm alarm;
    private final Deque<Connection> ready = new ArrayDeque<>();
    private long lookedAt = System.nanoTime();
    private long seenUntil = lookedAt;

    /** A way to ask the selector. */
    private interface Selection {
        @SuppressWarnings("UnusedReturnValue")
        int select(Selector selector, Consumer<SelectionKey> onReady) throws IOException;
    }

    /**
     * Creates one that watches over nothing.
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

    /** Returns what sockets are to be registered with, a {@link Connection} attached to each. */
    Selector selector() {
        return selector;
    }

    /** Waits until some can go on, or until a value of {@link System#nanoTime()}, or until it is woken. */
    void await(long until) {
        alarm.set(until);
        select(Selector::select);
    }

    /** Looks which can go on. */
    void look() {
        select(Selector::selectNow);
    }

    private void select(Selection selection) {
        lookedAt = System.nanoTime(); // what comes while it looks may be seen, or not
        try {
            selection.select(selector, key -> add((Connection) key.attachment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        letOthersRun();
    }

    /**
     * Virtual threads are not preempted: where the remote is quick one roll call always finds something to do, and would hold its carrier
     * while those beside it wait for theirs. What it costs to let them go first is little beside what has to be done then.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }

    /** One can go on, though its socket may have nothing to say. */
    void add(Connection connection) {
        if (connection.queue(true)) {
            ready.add(connection);
        }
    }

    /** Returns whether none is known that can go on. */
    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Takes the one that was seen first. */
    Connection next() {
        Connection first = ready.removeFirst();
        first.queue(false);
        return first;
    }

    /** Returns until when all was seen, and taken, that came for any connection. */
    long seenUntil() {
        if (ready.isEmpty()) {
            seenUntil = lookedAt;
        }
        return seenUntil;
    }

    /** Ends the waiting, or the next one if nobody waits. Any thread may call it. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        alarm.close();
        try {
            selector.close();
        } catch (IOException e) {
            // there is nothing more to do with it
        }
    }
}
