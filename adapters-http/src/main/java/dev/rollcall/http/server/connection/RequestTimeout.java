package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.BufferData;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The response to a request that takes too long (RFC 9110, section 15.5.9). */
final class RequestTimeout {
    private RequestTimeout() {}

    /** Returns its bytes, with the id of the request, or a new one if the head isn't complete. */
    static BufferData response(@Nullable String id) {
        String response = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n%s: %s\r\n\r\n"
                .formatted(RequestId.NAME.defaultCase(), Objects.requireNonNullElseGet(id, RequestId::create));
        return BufferData.create(response.getBytes(StandardCharsets.US_ASCII));
    }
}
