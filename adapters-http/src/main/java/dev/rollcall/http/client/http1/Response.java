package dev.rollcall.http.client.http1;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * A final response (RFC 9110, section 15): its status, the fields of the head that matter here, and its content.
 *
 * @param status the status code, 200 to 599
 * @param contentType the field {@code Content-Type}, as it was sent
 * @param retryAfter the field {@code Retry-After}, as it was sent
 * @param bytes the content, and behind its end anything
 * @param length how many of the bytes are the content
 * @param overlong whether the content had more bytes than are kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Response(
        int status,
        Optional<String> contentType,
        Optional<String> retryAfter,
        byte[] bytes,
        int length,
        boolean overlong) {
    /** Returns the content as a stream. */
    public InputStream content() {
        return new ByteArrayInputStream(bytes, 0, length);
    }
}
