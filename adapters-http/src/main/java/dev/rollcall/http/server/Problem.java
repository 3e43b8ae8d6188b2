package dev.rollcall.http.server;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
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
record Problem(ProblemType type, String detail, Json.Content members, List<Header> headers) {
    Problem {
        headers = List.copyOf(headers);
    }

    Problem(ProblemType type, String detail) {
        this(type, detail, json -> {});
    }

    Problem(ProblemType type, String detail, Json.Content members) {
        this(type, detail, members, List.of());
    }

    /** Returns the problem that nothing is at the path. */
    static Problem notFound(String path) {
        return new Problem(ProblemType.NOT_FOUND, "nothing is served at " + Quoted.of(path));
    }

    /** Returns the problem that the directory has no such user. */
    static Problem unknownUser(UserId id) {
        return new Problem(ProblemType.UNKNOWN_USER, "the directory has no user " + Quoted.of(id.value()));
    }

    /** Returns the same problem with one more header. */
    Problem with(Header header) {
        return with(List.of(header));
    }

    /** Returns the same problem with more headers. */
    Problem with(List<Header> others) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Problem(type, detail, members, more);
    }

    /** Returns the exception that ends an endpoint with this problem. */
    Refusal refusal() {
        return new Refusal(this);
    }

    /** Ends an endpoint with a problem. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refusal(Problem problem) {
            super(problem.type().slug() + ": " + problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
