package dev.rollcall.http.server;

import dev.rollcall.domain.UserId;
import io.helidon.webserver.http.ServerRequest;

/** The id behind {@code /api/users/}. It is read from the path as it was sent, so that an encoded slash is part of it. */
final class PathId {
    private static final String BEFORE = "/api/users/";

    private PathId() {}

    /**
     * Returns the id.
     *
     * @throws Problem.Refusal if the path has more segments, or this one isn't an id
     */
    static UserId of(ServerRequest request) {
        String path = request.prologue().uriPath().rawPath();
        String segment = path.substring(Math.min(BEFORE.length(), path.length()));
        if (!path.startsWith(BEFORE) || segment.indexOf('/') >= 0) {
            throw Problem.notFound(path).refusal();
        }
        try {
            return new UserId(Percent.decode(segment));
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.BAD_ID, String.valueOf(e.getMessage())).refusal();
        }
    }
}
