package dev.rollcall.http.client;

import java.time.Duration;
import java.util.List;

/**
 * Stray bytes that a remote sends behind a complete response.
 *
 * @param text the bytes
 * @param after the delay from the start of the response
 */
record Stray(String text, Duration after) {
    /** When they are late: the remote, which may be held up on a busy machine, doesn't send them any more. */
    static final Duration LATE = Duration.ofMillis(30);
    /** When they are so late that no client can be expected to see whose they are. */
    static final Duration TOO_LATE = Duration.ofMillis(45);

    /** All of them mislead who takes them for the next response, or for its beginning. */
    static final List<String> TEXTS = List.of(
            "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nX-Next: ",
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{\"id\":\"\",\"name\":\"Nobody\"}",
            "Segmentation fault (core dumped)\r\n\r\n",
            "\r\n");

    /** Returns whether the next response is taken for the end of it, so that those behind that are in order again. */
    boolean takesNext() {
        return !text.endsWith("\n") && !text.endsWith("}");
    }
}
