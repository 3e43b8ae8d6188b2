package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Some connections to the remote and the selector that watches over them: one thread can have many exchanges on their way, and waits
 * for whichever goes on first. A virtual thread that waits gives its carrier free.
 *
 * <p>For one thread at a time, but for {@link #wake()}.
 */
public final class Connections implements AutoCloseable {
    /** At least as much as one read through TLS may need. */
    private static final int BUFFER = 32 * 1024;
    /** A thread that never has to wait lets others have their turn as often. */
    private static final int PASSES_IN_A_ROW = 16;

    private final Endpoint endpoint;
    private final Selector selector;
    private final Alarm alarm;
    private final Census census;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Map<Exchange, Connection> busy = new HashMap<>();
    private final Deque<Connection> resting = new ArrayDeque<>();
    private final List<Connection> ready = new ArrayList<>();
    private final List<Exchange> unresolved = new ArrayList<>();
    private boolean closedSome;
    private int passes;

    /**
     * The number of connections that are open, over all who connect to the remote.
     *
     * @param open how many there are
     * @param max as long as there are more, those that are given back are closed
     */
    record Census(AtomicInteger open, int max) {}

    /** A way to ask the selector. */
    private interface Selection {
        @SuppressWarnings("UnusedReturnValue")
        int select(Selector selector, Consumer<SelectionKey> onReady) throws IOException;
    }

    /** Creates it with no connection. */
    public Connections(Endpoint endpoint, Census census) {
        this.endpoint = endpoint;
        this.census = census;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("too many roll calls at once for this process", e);
        }
        this.alarm = new Alarm(selector::wakeup);
    }

    /** Sends a request, on the connection that rested last or on a new one. */
    public void send(Exchange exchange) {
        Connection connection = resting.pollFirst();
        if (connection == null) {
            open(exchange, 1);
            return;
        }
        busy.put(exchange, connection);
        try {
            connection.begin(exchange);
        } catch (IOException e) {
            broke(connection, exchange, e);
        }
    }

    /** Opens a connection to the address that is preferred; if it takes none, to the next one, until all were tried. */
    private void open(Exchange exchange, int tries) {
        try {
            var addresses = endpoint.addresses(selector::wakeup);
            if (addresses.isPresent()) {
                open(exchange, addresses.get().getFirst(), tries);
            } else {
                unresolved.add(exchange);
            }
        } catch (IOException e) {
            exchange.broke(e);
        }
    }

    private void open(Exchange exchange, InetSocketAddress address, int tries) throws IOException {
        SocketChannel channel = SocketChannel.open();
        Connection connection;
        try {
            connection = new Connection(channel, endpoint.transport(channel), selector, address, tries);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        census.open.incrementAndGet();
        busy.put(exchange, connection);
        try {
            connection.begin(exchange);
            if (connection.connect()) {
                advance(connection);
            }
        } catch (IOException e) {
            broke(connection, exchange, e);
        }
    }

    /**
     * Waits until something can go on, or the time has come, or {@link #wake()} was called; and goes on with all that can. The exchanges
     * that end are told. Now and then it returns before anything came.
     *
     * @param until a value of {@link System#nanoTime()}; if it is past, nothing is waited for
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(long until) throws InterruptedException {
        ready.clear();
        if (until - System.nanoTime() > 0) {
            alarm.set(until);
            select(Selector::select);
        } else {
            select(Selector::selectNow);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        for (Connection connection : ready) {
            advance(connection);
        }
        if (!unresolved.isEmpty()) {
            List<Exchange> known = List.copyOf(unresolved);
            unresolved.clear();
            known.forEach(exchange -> open(exchange, 1));
        }
    }

    private void select(Selection selection) {
        try {
            selection.select(selector, key -> ready.add((Connection) key.attachment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closedSome = false;
        passes++;
        if (passes % PASSES_IN_A_ROW == 0) {
            letOthersRun();
        }
    }

    /** Virtual threads are not preempted: one that always finds something to do would hold its carrier. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Goes on with one connection, if it is still open. */
    private void advance(Connection connection) {
        if (connection.isClosed()) {
            return;
        }
        try {
            switch (connection.advance(buffer)) {
                case WAITING -> {}
                case RESTING -> received(connection, true);
                case CLOSED -> received(connection, false);
            }
        } catch (IOException e) {
            connection.exchange().ifPresentOrElse(exchange -> broke(connection, exchange, e), () -> forget(connection));
        }
    }

    private void received(Connection connection, boolean rests) {
        Exchange exchange = connection.exchange().orElse(null);
        if (exchange == null) {
            forget(connection);
            return;
        }
        Response response = connection.take();
        busy.remove(exchange);
        if (rests) {
            resting.addFirst(connection);
        } else {
            close(connection);
        }
        exchange.received(response);
    }

    /** A connection that only rested is no more. */
    private void forget(Connection connection) {
        resting.remove(connection);
        close(connection);
    }

    /**
     * The connection is no more. If it was the remote's right to close it, for nothing came on it since it rested, the request is sent
     * again (RFC 9112, section 9.3.1, allows that for {@code GET}); if the address took none, it is sent to the next.
     */
    private void broke(Connection connection, Exchange exchange, IOException failure) {
        busy.remove(exchange);
        close(connection);
        if (connection.mayBeStale()) {
            open(exchange, 1);
        } else if (isUnreachable(connection, failure) && hasAnother(connection)) {
            open(exchange, connection.tries() + 1);
        } else {
            exchange.broke(failure);
        }
    }

    private boolean hasAnother(Connection unreachable) {
        endpoint.failed(unreachable.address());
        try {
            var addresses = endpoint.addresses(selector::wakeup);
            return addresses.isPresent() && addresses.get().size() > unreachable.tries();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isUnreachable(Connection connection, IOException failure) {
        return !connection.isOpen() && !(failure instanceof SSLException);
    }

    /**
     * Gives an exchange up, and its connection with it.
     *
     * @return the response, if its status is known and says it all
     */
    public Optional<Response> cancel(Exchange exchange) {
        unresolved.remove(exchange);
        Connection connection = busy.remove(exchange);
        if (connection == null) {
            return Optional.empty();
        }
        close(connection);
        if (!connection.isOpen()) {
            endpoint.failed(connection.address());
        }
        return connection.isDecided() ? Optional.of(connection.take()) : Optional.empty();
    }

    /** Frees the sockets of what was closed; the selector holds them until it looks again. */
    public void release() {
        if (closedSome) {
            ready.clear();
            select(Selector::selectNow);
            // what is ready now is so the next time
        }
    }

    private void close(Connection connection) {
        connection.close();
        closedSome = true;
        census.open.decrementAndGet();
    }

    /** Ends the waiting, or the next one if nobody waits. Any thread may call it. */
    public void wake() {
        selector.wakeup();
    }

    /** Closes those that rest since before the time, and more while too many are open. Returns whether any are left. */
    public boolean closeRestedBefore(long time) {
        while (!resting.isEmpty() && (resting.peekLast().restedAt() - time < 0 || census.open.get() > census.max)) {
            close(resting.removeLast());
        }
        release();
        return !resting.isEmpty();
    }

    /** Closes those on which something came while they rested, be it the end. */
    public void dropStale() {
        ready.clear();
        select(Selector::selectNow);
        ready.forEach(this::advance);
    }

    /** Closes all connections. Exchanges that were on their way are not told. */
    @Override
    public void close() {
        busy.values().forEach(this::close);
        busy.clear();
        resting.forEach(this::close);
        resting.clear();
        alarm.close();
        try {
            selector.close();
        } catch (IOException e) {
            // there is nothing more to do with it
        }
    }
}
