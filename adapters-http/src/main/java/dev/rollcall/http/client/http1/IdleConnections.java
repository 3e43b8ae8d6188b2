package dev.rollcall.http.client.http1;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The idle open connections, reused in the order in which they became idle. One whose last response is in doubt, since it may have been
 * stray bytes, isn't reused until that is resolved. For one thread.
 */
final class IdleConnections {
    private final Deque<Connection> idle = new ArrayDeque<>();
    /** The oldest, reserved for exchanges that need a sure connection: others would take them before they are sure. */
    private final Deque<Connection> kept = new ArrayDeque<>();
    /** Those whose last response is in doubt, by its exchange, which is sent again on another connection. */
    private final Map<Exchange, Heard> doubted = new HashMap<>();
    /** The connection of the last outcome, which the caller has neither settled nor doubted yet. */
    private @Nullable Heard last;

    private final Consumer<Connection> close;

    /** A response on a connection. */
    private record Heard(Exchange exchange, Connection connection, int status) {}

    /** Creates it with a callback that closes connections of no further use. */
    IdleConnections(Consumer<Connection> close) {
        this.close = close;
    }

    /** Adds a new one, which is used before all others. */
    void addNew(Connection connection) {
        idle.addFirst(connection);
    }

    /** Adds one on which an exchange has ended. It is reused once that is {@link #settle settled}. */
    void add(Connection connection, Exchange exchange, int status) {
        last = new Heard(exchange, connection, status);
    }

    /** The last outcome is not in doubt. Returns whether that made a connection available. */
    boolean settle() {
        if (last == null) {
            return false;
        }
        idle.addLast(last.connection());
        last = null;
        return true;
    }

    /**
     * The last outcome is in doubt, and its exchange is sent again elsewhere. If it was stray bytes, the response itself is still to come,
     * so the connection isn't used until that is known.
     */
    void doubt(Exchange exchange) {
        if (last != null && last.exchange().equals(exchange)) {
            doubted.put(exchange, last);
            last = null;
        }
    }

    /**
     * An exchange has ended. If this is its second response, with the same status as the one in doubt, then that was its own, and the
     * connection is reused; otherwise it is closed. (200 proves nothing: it can be any user.)
     *
     * @param status that of the response; empty if there is none
     */
    void judge(Exchange exchange, Optional<Integer> status) {
        Heard before = doubted.remove(exchange);
        if (before == null) {
            return;
        }
        if (before.status() != 200
                && status.filter(same -> same == before.status()).isPresent()) {
            before.connection().restAgain();
            idle.addLast(before.connection());
        } else {
            close.accept(before.connection());
        }
    }

    /** Reserves so many of the longest idle ones, as far as there are any, for exchanges that need a sure connection. */
    void keepForSure(int count) {
        while (kept.size() < count && !idle.isEmpty()) {
            kept.addLast(idle.removeFirst());
        }
        while (kept.size() > count) {
            idle.addFirst(kept.removeLast());
        }
    }

    int kept() {
        return kept.size();
    }

    /** Takes the longest idle connection if it is sure; null if there is none. */
    @Nullable
    Connection takeSure(long seenUntil, ByteBuffer buffer) {
        Connection old = take(kept, Connection.SURE_REST, seenUntil, buffer);
        return old == null ? take(idle, Connection.SURE_REST, seenUntil, buffer) : old;
    }

    /**
     * Takes the longest idle connection, if it was idle long enough and nothing arrived meanwhile; null if there is none.
     *
     * @param rest the least idle time, in nanoseconds
     * @param seenUntil until when it is known that nothing arrived on any of them
     * @param buffer scratch space to read into
     */
    @Nullable
    Connection take(long rest, long seenUntil, ByteBuffer buffer) {
        return take(idle, rest, seenUntil, buffer);
    }

    private @Nullable Connection take(Deque<Connection> from, long rest, long seenUntil, ByteBuffer buffer) {
        while (!from.isEmpty()) {
            Connection oldest = from.getFirst();
            if (rest > 0 && !oldest.hasRested(rest)) {
                return null;
            }
            from.removeFirst();
            if (oldest.isQuiet(rest, seenUntil, buffer)) {
                return oldest;
            }
            close.accept(oldest);
        }
        return null;
    }

    void remove(Connection connection) {
        idle.remove(connection);
        kept.remove(connection);
        doubted.values().removeIf(heard -> heard.connection().equals(connection));
    }

    /** Returns how many can be used, now or soon. */
    int size() {
        return idle.size() + kept.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Closes those idle since before the time, and more while too many are open. */
    void closeOld(long time, Pace pace) {
        keepForSure(0);
        idle.removeIf(
                connection -> closedIfOld(connection, time)); // new ones that nobody came to need lie before older ones
        while (!idle.isEmpty() && pace.isCrowded()) {
            close.accept(idle.removeFirst());
        }
    }

    private boolean closedIfOld(Connection connection, long time) {
        boolean isOld = connection.restedAt() - time < 0;
        if (isOld) {
            close.accept(connection);
        }
        return isOld;
    }

    void closeAll() {
        settle();
        keepForSure(0);
        doubted.values().forEach(heard -> close.accept(heard.connection()));
        doubted.clear();
        idle.forEach(close);
        idle.clear();
    }
}
