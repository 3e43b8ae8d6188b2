package dev.rollcall.http.server.connection;

import java.time.Duration;

/**
 * How long the server waits for a client before it closes the connection.
 *
 * @param read for the head of a request, from its first byte or the start of the connection; and for more bytes of a body
 * @param write for a client that doesn't read, with a write blocked
 */
public record Patience(Duration read, Duration write) {
    /** How long a connection may be idle between two requests. */
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** How long a client may take to send, or to take back, a body that nobody will read. */
    private static final Duration DROPPED = Duration.ofSeconds(2);
    /** How long any client may make a server wait that is stopping. */
    private static final Duration STOPPING = Duration.ofSeconds(3);
    /** The least rate of a body, in bytes a second, once it has made the server wait {@link #GRACE} times as long as one wait may take. */
    private static final long LEAST_RATE = 100;

    private static final int GRACE = 3;

    /** What the server waits for. */
    enum Awaited {
        /** Nothing: it is the server's turn. */
        NOTHING,
        FIRST_REQUEST,
        NEXT_REQUEST,
        /** The rest of a head. */
        HEAD,
        BODY,
        /** The rest of a body after the request was answered. */
        DROPPED_BODY
    }

    /** Returns how long one wait may take, in nanoseconds. */
    long of(Awaited awaited) {
        Duration most = switch (awaited) {
            case NOTHING -> Duration.ofNanos(Long.MAX_VALUE);
            case FIRST_REQUEST, HEAD, BODY -> read;
            case NEXT_REQUEST -> IDLE;
            case DROPPED_BODY -> shorter(read, DROPPED);
        };
        return most.toNanos();
    }

    /** Returns how long all waits for a body may take together of which this many bytes have come, in nanoseconds. */
    long ofBody(long bytes) {
        return GRACE * read.toNanos() + bytes * (1_000_000_000 / LEAST_RATE);
    }

    /** Returns the patience of a server that is stopping. */
    Patience whenStopping() {
        return new Patience(shorter(read, STOPPING), shorter(write, STOPPING));
    }

    /** Returns how often waits must be looked at: so often that not many connections are closed at once, which would delay all others. */
    Duration interval() {
        return shorter(Duration.ofMillis(100), shorter(read, write).dividedBy(4).plusMillis(1));
    }

    /** Returns by how much a look at the waits may be late before they may be the fault of this process. */
    Duration tolerance() {
        return shorter(read, write).dividedBy(5).plus(interval());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
