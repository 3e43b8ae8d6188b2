package dev.rollcall.http.client;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A response that comes over a connection of the {@link LeanEngine}, and gives it back. */
final class LeanResponse implements Response {
    /** The most bytes to read that nobody asked for, rather than open another connection. */
    private static final int MAX_REST = 8 * 1024;
    /** How long to wait for them: longer than the 40 ms after which a sender of two small packets may send the second. */
    private static final long REST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final Head head;
    private final Connection connection;
    private final Pool pool;
    private final Framing framing;
    private final Body body;
    private boolean closed;

    LeanResponse(Head head, Connection connection, Pool pool) {
        this.head = head;
        this.connection = connection;
        this.pool = pool;
        this.framing = head.framing();
        this.body = connection.body(framing);
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Optional<String> contentType() {
        return Optional.ofNullable(head.contentType());
    }

    @Override
    public Optional<String> retryAfter() {
        return Optional.ofNullable(head.retryAfter());
    }

    @Override
    public OptionalLong contentLength() {
        return framing instanceof Framing.Length length ? OptionalLong.of(length.bytes()) : OptionalLong.empty();
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (head.isPersistent() && (body.isWhole() || finishSoon())) {
            pool.give(connection);
        } else {
            connection.close();
        }
    }

    private boolean finishSoon() {
        connection.shorten(System.nanoTime() + REST_WAIT);
        return body.finish(MAX_REST);
    }
}
