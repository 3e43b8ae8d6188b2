package dev.rollcall.http.server.web;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.Json;
import io.helidon.http.Header;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a request was not done, for the client (RFC 9457).
 *
 * @param type the kind of problem
 * @param detail what was wrong this time, where, and what would be right
 * @param members writes what the document has beside the usual members
 * @param headers what the response is to carry beside the usual
 */
public record Problem(ProblemType type, String detail, Json.Content members, List<Header> headers) {
    public Problem {
        headers = List.copyOf(headers);
    }

    /** Creates a problem whose document has the usual members alone. */
    public Problem(ProblemType type, String detail) {
        this(type, detail, json -> {});
    }

    /** Creates a problem whose document has more members. */
    public Problem(ProblemType type, String detail, Json.Content members) {
        this(type, detail, members, List.of());
    }

    /** Returns the problem that nothing is at the path. */
    public static Problem notFound(String path) {
        return new Problem(ProblemType.NOT_FOUND, "nothing is served at " + Quoted.of(path));
    }

    /** Returns the refusal of a parameter that isn't as it must be. */
    public static Refusal badParameter(String detail) {
        return new Problem(ProblemType.BAD_PARAMETER, detail).refusal();
    }

    /** Returns the refusal of a body that isn't as it must be. */
    public static Refusal badBody(String detail) {
        return new Problem(ProblemType.BAD_BODY, detail).refusal();
    }

    /** Returns the refusal of a header that isn't as it must be. */
    public static Refusal badHeader(String detail) {
        return new Problem(ProblemType.BAD_HEADER, detail).refusal();
    }

    /** Returns the problem that the directory has no such user. */
    public static Problem unknownUser(UserId id) {
        return new Problem(ProblemType.UNKNOWN_USER, "the directory has no user " + Quoted.of(id.value()));
    }

    /** Returns the same problem with one more header. */
    public Problem with(Header header) {
        return with(List.of(header));
    }

    /** Returns the same problem with more headers. */
    public Problem with(List<Header> others) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Problem(type, detail, members, more);
    }

    /** Returns the exception that ends an endpoint with this problem. */
    public Refusal refusal() {
        return new Refusal(this);
    }

    /** Ends an endpoint with a problem. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        public Refusal(Problem problem) {
            super(problem.type().slug() + ": " + problem.detail(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
