package dev.rollcall.http.client.http1;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchanges that wait for a connection, in line; those that must be sure of theirs stand in a line of their own. For one thread. */
final class WaitingExchanges {
    private final Deque<Exchange> line = new ArrayDeque<>();
    private final Deque<Exchange> sureLine = new ArrayDeque<>();
    private long servedAt = System.nanoTime();

    /** Puts one at the end of its line. */
    void addLast(Exchange exchange) {
        lineOf(exchange).addLast(exchange);
    }

    /** Puts one at the head of its line. */
    void addFirst(Exchange exchange) {
        lineOf(exchange).addFirst(exchange);
    }

    private Deque<Exchange> lineOf(Exchange exchange) {
        return exchange.mustBeSure() ? sureLine : line;
    }

    /** Takes one out of its line. */
    void remove(Exchange exchange) {
        line.remove(exchange);
        sureLine.remove(exchange);
    }

    /** Takes one that may as well be told that there will be no connection; null if there is none. */
    @Nullable
    Exchange poll() {
        return line.isEmpty() ? sureLine.pollFirst() : line.pollFirst();
    }

    /** Returns how many must be sure. */
    int sure() {
        return sureLine.size();
    }

    /** Returns how many take any connection. */
    int others() {
        return line.size();
    }

    /** Returns how many there are. */
    int size() {
        return line.size() + sureLine.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Gives connections to those that must be sure, for as long as there are any.
     *
     * @param rested gives a connection that is sure; null if there is none
     */
    void serveSure(Supplier<@Nullable Connection> rested, BiConsumer<Exchange, Connection> begin) {
        serve(sureLine, rested, begin);
    }

    /**
     * Gives connections to the others, for as long as there are any.
     *
     * @param rested gives a connection; null if there is none
     */
    void serveOthers(Supplier<@Nullable Connection> rested, BiConsumer<Exchange, Connection> begin) {
        serve(line, rested, begin);
    }

    private void serve(
            Deque<Exchange> waiting, Supplier<@Nullable Connection> rested, BiConsumer<Exchange, Connection> begin) {
        while (!waiting.isEmpty()) {
            Connection connection = rested.get();
            if (connection == null) {
                return;
            }
            servedAt = System.nanoTime();
            begin.accept(waiting.removeFirst(), connection);
        }
        servedAt = line.isEmpty() ? System.nanoTime() : servedAt;
    }

    /** Returns since when nobody has been given a connection though somebody waits, a value of {@link System#nanoTime()}. */
    long servedAt() {
        return servedAt;
    }
}
