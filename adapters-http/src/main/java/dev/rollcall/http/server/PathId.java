package dev.rollcall.http.server;

import dev.rollcall.domain.UserId;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The id in the last segment of a path. It is read from the path as it was sent, so that an encoded slash is part of it. */
final class PathId {
    private PathId() {}

    /**
     * Returns the id.
     *
     * @throws Problem.Refusal if the segment isn't an id
     */
    static UserId of(ServerRequest request) {
        String path = request.prologue().uriPath().rawPath();
        try {
            return new UserId(decode(path.substring(path.lastIndexOf('/') + 1)));
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.BAD_ID, String.valueOf(e.getMessage())).refusal();
        }
    }

    private static String decode(String segment) {
        String text = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !segment.contains("%EF%BF%BD")) {
            throw new IllegalArgumentException("id must be percent-encoded UTF-8");
        }
        return text;
    }

    /** Returns the segment for the id. */
    static String encode(UserId id) {
        return URLEncoder.encode(id.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
