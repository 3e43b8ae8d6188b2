package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.ServerRequest;

/** The id of a user in a path. It is read from the raw path, so that it may contain an encoded slash. */
public final class PathId {
    private static final String API = "/api/users/";
    private static final String PAGE = "/users/";
    private static final String HISTORY = "/history";

    private PathId() {}

    /**
     * Returns the id in {@code /api/users/{id}}.
     *
     * @throws Problem.Refusal if the path has more segments, or the id is invalid
     */
    static UserId of(ServerRequest request) {
        return between(API, request, "");
    }

    /**
     * Returns the id in {@code /api/users/{id}/history}.
     *
     * @throws Problem.Refusal if the id is invalid
     */
    static UserId ofHistory(ServerRequest request) {
        return between(API, request, HISTORY);
    }

    /**
     * Returns the id in {@code /users/{id}}.
     *
     * @throws Problem.Refusal if the path has more segments, or the id is invalid
     */
    static UserId ofPage(ServerRequest request) {
        return between(PAGE, request, "");
    }

    /** Returns the matcher of the path of a history. It matches the raw path: once decoded, a slash in the id would split it. */
    public static PathMatcher historyPath() {
        return new PathMatcher() {
            @Override
            public PathMatchers.MatchResult match(UriPath path) {
                return isHistory(path.rawPath())
                        ? PathMatchers.any().match(path)
                        : PathMatchers.MatchResult.notAccepted();
            }

            @Override
            public PathMatchers.PrefixMatchResult prefixMatch(UriPath path) {
                return PathMatchers.PrefixMatchResult.notAccepted();
            }
        };
    }

    private static boolean isHistory(String rawPath) {
        return rawPath.startsWith(API)
                && rawPath.endsWith(HISTORY)
                && rawPath.indexOf('/', API.length()) == rawPath.length() - HISTORY.length();
    }

    /** Refuses white space at the ends: everywhere else it is dropped, so no such user is meant. */
    private static UserId untrimmed(String id) {
        if (!Text.trimmed(id).equals(id)) {
            throw new IllegalArgumentException("id must not have white space at its ends: " + Quoted.of(id));
        }
        return new UserId(id);
    }

    private static UserId between(String before, ServerRequest request, String after) {
        String path = request.prologue().uriPath().rawPath();
        boolean isLongEnough = path.length() >= before.length() + after.length();
        if (!isLongEnough || !path.startsWith(before) || !path.endsWith(after)) {
            throw Problem.notFound(path).refusal();
        }
        String segment = path.substring(before.length(), path.length() - after.length());
        if (segment.indexOf('/') >= 0) {
            throw Problem.notFound(path).refusal();
        }
        try {
            return untrimmed(Percent.decode(segment));
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.BAD_ID, String.valueOf(e.getMessage())).refusal();
        }
    }
}
