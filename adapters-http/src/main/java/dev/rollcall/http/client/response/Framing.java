package dev.rollcall.http.client.response;

/** Where the body of a response ends (RFC 9112, section 6.3). */
sealed interface Framing {
    /** After a number of bytes. */
    record Length(long bytes) implements Framing {}

    /** After the last chunk and the trailer section. */
    record Chunked() implements Framing {}

    /** At the end of the connection; truncation can't be detected. */
    record UntilClose() implements Framing {}
}
