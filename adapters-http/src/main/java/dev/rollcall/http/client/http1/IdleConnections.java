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
 * The open connections on which nothing is asked now. They serve again in the order in which they came to rest; but one whose last
 * response may be another's serves nobody before it is known whether it was. For one thread.
 */
final class IdleConnections {
    private final Deque<Connection> idle = new ArrayDeque<>();
    /** The oldest, which are kept for those who must be sure: others would have them before they have rested for long enough. */
    private final Deque<Connection> kept = new ArrayDeque<>();
    /** Those whose last response may be another's, by the exchange that got it and is asked again elsewhere. */
    private final Map<Exchange, Heard> doubted = new HashMap<>();
    /** The one that the last outcome came on: whether it may serve again isn't said yet. */
    private @Nullable Heard last;

    private final Consumer<Connection> close;

    /** What came on a connection. */
    private record Heard(Exchange exchange, Connection connection, int status) {}

    /** Those that are of no use any more are to be closed. */
    IdleConnections(Consumer<Connection> close) {
        this.close = close;
    }

    /** Adds one that is new: it serves before all others. */
    void addNew(Connection connection) {
        idle.addFirst(connection);
    }

    /** Adds one on which an exchange has ended. It serves again once that is {@link #settle settled}. */
    void add(Connection connection, Exchange exchange, int status) {
        last = new Heard(exchange, connection, status);
    }

    /** Nobody doubts the last outcome. Returns whether a connection came free by that. */
    boolean settle() {
        if (last == null) {
            return false;
        }
        idle.addLast(last.connection());
        last = null;
        return true;
    }

    /**
     * The last outcome is doubted, and its exchange asked for again elsewhere. If what came was stray, the response itself is still to
     * come: so nobody uses the connection before that is known.
     */
    void doubt(Exchange exchange) {
        if (last != null && last.exchange().equals(exchange)) {
            doubted.put(exchange, last);
            last = null;
        }
    }

    /**
     * An exchange has ended. If that is its second response and has the status of the first, which was doubted, then that was its own, and
     * the connection serves again. (200 says nothing: that can be any user.)
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

    /** Keeps so many of those that have rested longest, as far as there are any, for who must be sure; and no more. */
    void keepForSure(int count) {
        while (kept.size() < count && !idle.isEmpty()) {
            kept.addLast(idle.removeFirst());
        }
        while (kept.size() > count) {
            idle.addFirst(kept.removeLast());
        }
    }

    /** Returns how many are kept. */
    int kept() {
        return kept.size();
    }

    /** Takes one that is sure, as {@link #take} does. */
    @Nullable
    Connection takeSure(long seenUntil, ByteBuffer buffer) {
        Connection old = take(kept, Connection.SURE_REST, seenUntil, buffer);
        return old == null ? take(idle, Connection.SURE_REST, seenUntil, buffer) : old;
    }

    /**
     * Takes the connection that has rested longest, if that is so long, and nothing came on it meanwhile.
     *
     * @param rest the least number of nanoseconds
     * @param seenUntil until when it is known that nothing came on any of them
     * @param buffer what to read into
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

    /** One is no more. */
    void remove(Connection connection) {
        idle.remove(connection);
        kept.remove(connection);
        doubted.values().removeIf(heard -> heard.connection().equals(connection));
    }

    /** Returns how many may serve, now or soon. */
    int size() {
        return idle.size() + kept.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Closes those that rest since before the time, and more for as long as there are too many. */
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

    /** Closes them all. */
    void closeAll() {
        settle();
        keepForSure(0);
        doubted.values().forEach(heard -> close.accept(heard.connection()));
        doubted.clear();
        idle.forEach(close);
        idle.clear();
    }
}
