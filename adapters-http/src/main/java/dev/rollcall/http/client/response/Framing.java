package dev.rollcall.http.client.response;

/** Where the body of a response ends (RFC 9112, section 6.3). */
sealed interface Framing {
    /** After so many bytes. */
    record Length(long bytes) implements Framing {}

    /** After the last chunk and the trailer section. */
    record Chunked() implements Framing {}

    /** Where the connection ends; whether that was cut off can't be told. */
    record UntilClose() implements Framing {}
}
