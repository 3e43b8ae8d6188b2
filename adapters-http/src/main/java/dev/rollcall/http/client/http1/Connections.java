package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some connections to the remote and the selector that watches over them: one thread can have many exchanges on their way, and waits
 * for whichever goes on first. A virtual thread that waits gives its carrier free.
 *
 * <p>Who sends a request gets the connection that has rested longest, or waits in line for the next. Before a connection is used again
 * it is looked at: stray bytes, or its end, are no answer to anything.
 *
 * <p>For one thread at a time, but for {@link #wake()}.
 */
public final class Connections implements AutoCloseable {
    /** How long it has to rest at least where nothing but the order of the responses tells whose they are. */
    private static final long SHORT_REST = Duration.ofMillis(10).toNanos();

    /** How often it is looked whether there is memory for a large body again. */
    private static final long STARVED = Duration.ofMillis(5).toNanos();
    /** The shortest time after which whoever stands in line gets another connection. */
    private static final long PATIENCE = Duration.ofMillis(20).toNanos();
    /** At least as much as one read through TLS may need. */
    private static final int BUFFER = 32 * 1024;

    private final Route route;
    private final Pace pace;
    private final RemoteClock clock = new RemoteClock();
    private final ConnectionSelector selector = new ConnectionSelector();
    private final PendingConnections pending;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private final WaitingExchanges waiting = new WaitingExchanges();
    private final Map<Exchange, Connection> busy = new HashMap<>();
    private final IdleConnections idle = new IdleConnections(this::close);
    private final List<Connection> starved = new ArrayList<>();
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    /** How many places in the memory the outcome has that was taken last. */
    private int places;

    private boolean closedSome;

    /**
     * Creates it with no connection.
     *
     * @throws UncheckedIOException if this process has no file descriptor left
     */
    Connections(Route route, Pace pace) {
        this.route = route;
        this.pace = pace;
        this.pending = new PendingConnections(route, pace, selector.selector(), clock);
    }

    /** Returns the time that the remote was given until now, in nanoseconds from any beginning: this process's own is left out. */
    public long remoteTime() {
        return clock.now();
    }

    /** Sends a request, as soon as there is a connection for it. */
    public void send(Exchange exchange) {
        settle();
        waiting.addLast(exchange);
        serve();
    }

    /**
     * Sends the request of the last outcome again, to be sure of it: the response may have been another's, and its own still to come.
     */
    public void sendAgain(Exchange exchange) {
        idle.doubt(exchange);
        send(exchange);
    }

    /** Lets the connection of the last outcome serve again. */
    private void settle() {
        if (idle.settle() && !waiting.isEmpty()) {
            serve();
        }
    }

    /**
     * Lets those who stand in line have what rests, and opens more. A handshake costs more than the wait until a connection that rests is
     * sure.
     */
    private void serve() {
        idle.keepForSure(route.endpoint().isSecure() ? waiting.sure() : 0);
        waiting.serveSure(() -> idle.takeSure(selector.seenUntil(), buffer), this::begin);
        waiting.serveOthers(
                () -> idle.take(route.alwaysSure() ? SHORT_REST : 0, selector.seenUntil(), buffer), this::begin);
        int lacking = waiting.size() - idle.kept();
        if (lacking > 0) {
            pending.beginFor(lacking, busy.size() + idle.size(), overdueIn() <= 0);
            pending.takeFailures().forEach(this::noConnection);
        }
    }

    /** Returns in how long those who stand in line will have waited for too long. */
    private long overdueIn() {
        return waiting.servedAt() + Math.max(PATIENCE, pace.opening()) - System.nanoTime();
    }

    private void begin(Exchange exchange, Connection connection) {
        busy.put(exchange, connection);
        try {
            connection.begin(exchange);
        } catch (IOException e) {
            broke(connection, exchange, e);
        }
    }

    /** No connection can be had: all fail who wait for none that is on its way, unless one that is there will come free. */
    private void noConnection(IOException failure) {
        int failing = busy.isEmpty() && idle.isEmpty() ? Math.max(1, waiting.size() - pending.size()) : 0;
        for (; failing > 0 && !waiting.isEmpty(); failing--) {
            broke(Objects.requireNonNull(waiting.poll()), failure, false);
        }
    }

    /**
     * Waits until something can go on, or the time has come, or {@link #wake()} was called. Now and then it returns before. What can go on
     * does so in {@link #next}.
     *
     * @param until a value of {@link System#nanoTime()}; if it is past, nothing is waited for
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(long until) throws InterruptedException {
        settle();
        long latest = Math.min(until - System.nanoTime(), untilNextEvent());
        if (latest > 0 && selector.isEmpty() && outcomes.isEmpty()) {
            long time = System.nanoTime() + latest;
            long atMost = clock.waits(time);
            selector.await(time);
            clock.waited(atMost);
        } else {
            clock.waits(until);
            selector.look();
        }
        closedSome = false;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        goOn();
    }

    /** Does what is to be done though nothing came. */
    private void goOn() {
        for (Connection computed = pending.nextReady(); computed != null; computed = pending.nextReady()) {
            selector.add(computed);
        }
        starved.forEach(selector::add);
        starved.clear();
        pending.tend();
        pending.takeFailures().forEach(this::noConnection);
        serve();
    }

    /** Returns in how many nanoseconds something is to be done though nothing comes. */
    private long untilNextEvent() {
        long until = Math.min(pending.untilNextEvent(), starved.isEmpty() ? Long.MAX_VALUE : STARVED);
        if ((waiting.sure() > 0 || (route.alwaysSure() && waiting.others() > 0)) && !idle.isEmpty()) {
            until = Math.min(until, SHORT_REST);
        }
        boolean opensMore = pending.size() < waiting.others();
        return opensMore ? Math.min(until, Math.max(overdueIn(), STARVED)) : until;
    }

    /**
     * Goes on with what can, piece by piece, until an exchange has ended.
     *
     * @param until a value of {@link System#nanoTime()}: when the time has come, what remains has to wait for the next call
     * @return what came of the exchange, good until the next call; null if nothing more can go on now
     */
    public @Nullable Outcome next(long until) {
        releasePlaces();
        settle();
        while (outcomes.isEmpty() && !selector.isEmpty() && System.nanoTime() - until < 0) {
            advance(selector.next());
        }
        return outcomes.pollFirst();
    }

    private void releasePlaces() {
        for (; places > 0; places--) {
            route.memory().give();
        }
    }

    /** Goes on with one connection, if it is still open. */
    private void advance(Connection connection) {
        if (connection.isClosed()) {
            return;
        }
        try {
            switch (connection.advance(buffer)) {
                case WAITING -> {}
                case GOING_ON -> selector.add(connection);
                case HANDSHAKING -> pending.compute(connection);
                case STARVED -> starved.add(connection);
                case OPEN -> opened(connection);
                case RESTING -> received(connection, true);
                case CLOSED -> received(connection, false);
            }
        } catch (IOException e) {
            broke(connection, connection.exchange(), e);
        }
    }

    private void opened(Connection connection) {
        if (pending.opened(connection)) {
            idle.addNew(connection);
            serve();
        }
    }

    private void received(Connection connection, boolean rests) {
        Exchange exchange = connection.exchange();
        if (exchange == null) {
            forget(connection);
            return;
        }
        pace.answeredWithin(System.nanoTime() - connection.begunAt());
        places += connection.yieldsPlace() ? 1 : 0;
        RemoteResponse response = connection.take();
        busy.remove(exchange);
        idle.judge(exchange, Optional.of(response.status()));
        if (rests) {
            idle.add(connection, exchange, response.status());
        } else {
            close(connection);
        }
        outcomes.add(new Outcome.Received(exchange, response, connection.isHurried()));
    }

    /** A connection that only rested is no more. */
    private void forget(Connection connection) {
        idle.remove(connection);
        close(connection);
    }

    /**
     * The connection is no more. If it was the remote's right to close it, for nothing came on it since it rested, the request is sent
     * again (RFC 9112, section 9.3.1, allows that for {@code GET}).
     */
    private void broke(Connection connection, @Nullable Exchange exchange, IOException failure) {
        if (!connection.isOpen()) {
            pending.broke(connection, failure);
            pending.takeFailures().forEach(this::noConnection);
            return;
        }
        if (exchange == null) {
            forget(connection);
            return;
        }
        busy.remove(exchange);
        close(connection);
        if (connection.mayBeStale()) {
            waiting.addFirst(exchange);
            serve();
        } else {
            broke(exchange, failure, connection.isHurried());
        }
    }

    private void broke(Exchange exchange, IOException failure, boolean hurried) {
        idle.judge(exchange, Optional.empty());
        outcomes.add(new Outcome.Broke(exchange, failure, hurried));
    }

    /**
     * Gives an exchange up, and its connection with it.
     *
     * @return the response, if its status is known and says it all, and it can't be another's
     */
    public Optional<RemoteResponse> cancel(Exchange exchange) {
        waiting.remove(exchange);
        outcomes.removeIf(outcome -> outcome.exchange().equals(exchange));
        idle.judge(exchange, Optional.empty());
        Connection connection = busy.remove(exchange);
        if (connection == null) {
            return Optional.empty();
        }
        boolean isDecided = connection.isDecided() && !connection.isHurried();
        close(connection);
        return isDecided ? Optional.of(connection.take()) : Optional.empty();
    }

    /** Gives up what is on its way without an exchange, and frees the sockets of what was closed. */
    public void release() {
        closedSome |= pending.size() > 0;
        pending.abort();
        releasePlaces();
        if (closedSome) {
            selector.look(); // the selector holds them until it looks again
            closedSome = false;
        }
    }

    private void close(Connection connection) {
        connection.close();
        closedSome = true;
        pace.closed();
    }

    /** Ends the waiting, or the next one if nobody waits. Any thread may call it. */
    public void wake() {
        selector.wake();
    }

    /** Closes those that rest since before the time, and more while too many are open. Returns whether any are left. */
    boolean closeRestedBefore(long time) {
        settle();
        idle.closeOld(time, pace);
        release();
        return !idle.isEmpty();
    }

    /** Closes those on which something came while they rested, be it the end. */
    void dropStale() {
        clock.restart();
        selector.look();
        next(System.nanoTime() + Duration.ofSeconds(1).toNanos());
    }

    /** Closes all connections. Exchanges that were on their way are not told. */
    @Override
    public void close() {
        pending.abort();
        busy.values().forEach(this::close);
        busy.clear();
        idle.closeAll();
        selector.close();
    }
}
