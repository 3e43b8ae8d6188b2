package dev.rollcall.http.client.http1;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** FIFO queue of the exchanges that wait for a connection; those that need a sure one have a queue of their own. For one thread. */
final class WaitingExchanges {
    private final Deque<Exchange> line = new ArrayDeque<>();
    private final Deque<Exchange> sureLine = new ArrayDeque<>();
    private long servedAt = System.nanoTime();

    /** Adds one to the end of its queue. */
    void addLast(Exchange exchange) {
        lineOf(exchange).addLast(exchange);
    }

    /** Adds one to the head of its queue. */
    void addFirst(Exchange exchange) {
        lineOf(exchange).addFirst(exchange);
    }

    private Deque<Exchange> lineOf(Exchange exchange) {
        return exchange.mustBeSure() ? sureLine : line;
    }

    void remove(Exchange exchange) {
        line.remove(exchange);
        sureLine.remove(exchange);
    }

    /** Takes the next one of either queue; null if there is none. */
    @Nullable
    Exchange poll() {
        return line.isEmpty() ? sureLine.pollFirst() : line.pollFirst();
    }

    /** Returns how many need a sure connection. */
    int sure() {
        return sureLine.size();
    }

    /** Returns how many take any connection. */
    int others() {
        return line.size();
    }

    int size() {
        return line.size() + sureLine.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Gives connections to the exchanges that need a sure one, while there are any.
     *
     * @param rested gives a sure connection; null if there is none
     */
    void serveSure(Supplier<@Nullable Connection> rested, BiConsumer<Exchange, Connection> begin) {
        serve(sureLine, rested, begin);
    }

    /**
     * Gives connections to the others, while there are any.
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

    /** Returns since when exchanges wait without any being served, a value of {@link System#nanoTime()}. */
    long servedAt() {
        return servedAt;
    }
}
