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
 * Multiplexes many exchanges over connections to the remote, on one thread with one selector. A waiting virtual thread releases its
 * carrier.
 *
 * <p>A request gets the connection that was idle longest, or queues for the next one. Before a connection is reused it is checked for
 * stray bytes and its end.
 *
 * <p>For one thread at a time, except {@link #wake()}.
 */
public final class Connections implements AutoCloseable {
    /** The least idle time before reuse, if only their order matches responses to requests. */
    private static final long SHORT_REST = Duration.ofMillis(10).toNanos();

    /** How often connections that wait for a memory permit are retried. */
    private static final long STARVED = Duration.ofMillis(5).toNanos();
    /** How long an exchange waits at least before another connection is opened for it. */
    private static final long PATIENCE = Duration.ofMillis(20).toNanos();
    /** At least what one TLS read may need. */
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
    /** How many memory permits the last outcome holds. */
    private int permits;

    private boolean closedSome;

    /**
     * Creates it without connections.
     *
     * @throws UncheckedIOException if this process has no file descriptor left
     */
    Connections(Route route, Pace pace) {
        this.route = route;
        this.pace = pace;
        this.pending = new PendingConnections(route, pace, selector.selector(), clock);
    }

    /** Returns the remote time: nanoseconds from any origin, without the time that this process took for itself. */
    public long remoteTime() {
        return clock.now();
    }

    /** Sends a request as soon as a connection is available. */
    public void send(Exchange exchange) {
        settle();
        waiting.addLast(exchange);
        serve();
    }

    /**
     * Sends the request of the last outcome again, to verify it: the response may have been stray bytes, with its own still to come.
     */
    public void sendAgain(Exchange exchange) {
        idle.doubt(exchange);
        send(exchange);
    }

    /** Makes the connection of the last outcome reusable. */
    private void settle() {
        if (idle.settle() && !waiting.isEmpty()) {
            serve();
        }
    }

    /**
     * Gives idle connections to queued exchanges, and opens more. Over TLS, connections are kept idle until they are sure: that costs less
     * than a handshake.
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

    /** Returns in how many nanoseconds the queued exchanges have waited too long. */
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

    /** A connection can't be opened: exchanges without a pending one fail, unless an open one will become idle. */
    private void noConnection(IOException failure) {
        int failing = busy.isEmpty() && idle.isEmpty() ? Math.max(1, waiting.size() - pending.size()) : 0;
        for (; failing > 0 && !waiting.isEmpty(); failing--) {
            broke(Objects.requireNonNull(waiting.poll()), failure, false);
        }
    }

    /**
     * Waits until a connection is ready, or the time has come, or {@link #wake()} was called; may return early. The work itself is done by
     * {@link #next}.
     *
     * @param until a value of {@link System#nanoTime()}; in the past, it doesn't wait
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

    /** Does what is due even if nothing arrived. */
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

    /** Returns in how many nanoseconds something is due even if nothing arrives. */
    private long untilNextEvent() {
        long until = Math.min(pending.untilNextEvent(), starved.isEmpty() ? Long.MAX_VALUE : STARVED);
        if ((waiting.sure() > 0 || (route.alwaysSure() && waiting.others() > 0)) && !idle.isEmpty()) {
            until = Math.min(until, SHORT_REST);
        }
        boolean opensMore = pending.size() < waiting.others();
        return opensMore ? Math.min(until, Math.max(overdueIn(), STARVED)) : until;
    }

    /**
     * Advances ready connections until an exchange has ended.
     *
     * @param until a value of {@link System#nanoTime()}, after which the rest is left to the next call
     * @return its outcome, valid until the next call; null if no connection is ready
     */
    public @Nullable Outcome next(long until) {
        releasePermits();
        settle();
        while (outcomes.isEmpty() && !selector.isEmpty() && System.nanoTime() - until < 0) {
            advance(selector.next());
        }
        return outcomes.pollFirst();
    }

    private void releasePermits() {
        for (; permits > 0; permits--) {
            route.memory().give();
        }
    }

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
        permits += connection.yieldsPermit() ? 1 : 0;
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

    /** Closes an idle connection. */
    private void forget(Connection connection) {
        idle.remove(connection);
        close(connection);
    }

    /**
     * A connection broke. If nothing arrived since it was idle, the remote had the right to close it, and the request is sent again (RFC
     * 9112, section 9.3.1, allows that for {@code GET}).
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
     * Cancels an exchange and closes its connection.
     *
     * @return the response, if its head was read and suffices, and it can't be stray bytes
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

    /** Cancels pending connections and frees the sockets of closed ones. */
    public void release() {
        closedSome |= pending.size() > 0;
        pending.abort();
        releasePermits();
        if (closedSome) {
            selector.look(); // a selector holds closed sockets until its next select
            closedSome = false;
        }
    }

    private void close(Connection connection) {
        connection.close();
        closedSome = true;
        pace.closed();
    }

    /** Ends the current wait, or else the next one. Any thread may call it. */
    public void wake() {
        selector.wake();
    }

    /** Closes connections idle since before the time, and more while too many are open. Returns whether any are left. */
    boolean closeRestedBefore(long time) {
        settle();
        idle.closeOld(time, pace);
        release();
        return !idle.isEmpty();
    }

    /** Closes connections on which stray bytes or the end arrived while they were idle. */
    void dropStale() {
        clock.restart();
        selector.look();
        next(System.nanoTime() + Duration.ofSeconds(1).toNanos());
    }

    /** Closes all connections. Exchanges in flight get no outcome. */
    @Override
    public void close() {
        pending.abort();
        busy.values().forEach(this::close);
        busy.clear();
        idle.closeAll();
        selector.close();
    }
}
