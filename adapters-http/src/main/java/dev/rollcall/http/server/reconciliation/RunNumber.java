package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;

/** The number of a run in the path of its page. */
final class RunNumber {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private RunNumber() {}

    /**
     * Returns the number in {@code /reconciliations/{run}}.
     *
     * @throws Problem.Refusal if it is none
     */
    static long of(ServerRequest request) {
        String text = request.path().pathParameters().get("run");
        if (!NUMBER.matcher(text).matches()) {
            throw unknown(text);
        }
        return Long.parseLong(text);
    }

    /** Returns the refusal that there is no such run. */
    static Problem.Refusal unknown(String number) {
        return new Problem(ProblemType.UNKNOWN_RUN, "there is no run " + Quoted.of(number)).refusal();
    }
}
