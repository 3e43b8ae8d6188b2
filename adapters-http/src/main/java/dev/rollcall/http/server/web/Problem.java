package dev.rollcall.http.server.web;

import com.fasterxml.jackson.core.JsonLocation;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.Json;
import io.helidon.http.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed, for the client (RFC 9457).
 *
 * @param type the type of problem
 * @param detail what is wrong in this request, where, and what would be valid
 * @param members writes the extension members of the document (RFC 9457, section 3.2)
 * @param headers additional headers of the response
 */
public record Problem(ProblemType type, String detail, Json.Content members, List<Header> headers) {
    public Problem {
        headers = List.copyOf(headers);
    }

    /** Creates a problem without extension members. */
    public Problem(ProblemType type, String detail) {
        this(type, detail, json -> {});
    }

    /** Creates a problem with extension members. */
    public Problem(ProblemType type, String detail, Json.Content members) {
        this(type, detail, members, List.of());
    }

    /** Returns the problem that nothing is served at a path. */
    public static Problem notFound(String path) {
        return new Problem(ProblemType.NOT_FOUND, "nothing is served at " + Quoted.of(path));
    }

    /** Returns the refusal of an invalid parameter. */
    public static Refusal badParameter(String detail) {
        return new Problem(ProblemType.BAD_PARAMETER, detail).refusal();
    }

    /** Returns the refusal of an invalid body. */
    public static Refusal badBody(String detail) {
        return new Problem(ProblemType.BAD_BODY, detail).refusal();
    }

    /** Returns the refusal of an invalid body; the location, unless unknown, is added to the detail. */
    public static Refusal badBody(String detail, @Nullable JsonLocation location) {
        return badBody(
                location == null
                        ? detail
                        : "%s, at line %s, column %s".formatted(detail, location.getLineNr(), location.getColumnNr()));
    }

    /** Returns the refusal of an invalid header. */
    public static Refusal badHeader(String detail) {
        return new Problem(ProblemType.BAD_HEADER, detail).refusal();
    }

    /** Returns the problem that the directory has no such user. */
    public static Problem unknownUser(UserId id) {
        return new Problem(ProblemType.UNKNOWN_USER, "the directory has no user " + Quoted.of(id.value()));
    }

    /** Returns this problem with one more header. */
    public Problem with(Header header) {
        return with(List.of(header));
    }

    /** Returns this problem with more headers. */
    public Problem with(List<Header> others) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Problem(type, detail, members, more);
    }

    /** Returns the exception with which an endpoint reports this problem. */
    public Refusal refusal() {
        return new Refusal(this);
    }

    /** Aborts an endpoint with a problem. */
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
