package dev.rollcall.http.client;

import java.io.Closeable;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** A final response (RFC 9110, section 15): its status, the fields of the head that matter here, and its body. For one thread. */
interface Response extends Closeable {
    /** Returns the status code, 200 to 599. */
    int status();

    /** Returns the field {@code Content-Type}, as it was sent. */
    Optional<String> contentType();

    /** Returns the field {@code Retry-After}, as it was sent. */
    Optional<String> retryAfter();

    /** Returns the number of bytes of the body, if the head told it. */
    OptionalLong contentLength();

    /**
     * Returns the body, always the same stream. It ends where the response ends; if the connection breaks or the deadline comes
     * before that, a read throws, and so it does, with {@link Malformed}, where the framing is wrong.
     */
    InputStream body();

    /**
     * Ends the exchange. If the body was read to its end, or the little that is left of it comes at once, the connection may
     * serve again; otherwise it is closed.
     */
    @Override
    void close();
}
