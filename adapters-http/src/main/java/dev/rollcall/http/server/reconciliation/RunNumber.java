package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import io.helidon.webserver.http.ServerRequest;

/** The number of a run in the path of its page: whatever isn't one is the page of no run. */
final class RunNumber {
    private RunNumber() {}

    /**
     * Returns the number in {@code /reconciliations/{run}}.
     *
     * @throws Problem.Refusal if it is none
     */
    static long of(ServerRequest request) {
        String text = request.path().pathParameters().get("run");
        try {
            return Parameters.positiveNumber(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    /** Returns the refusal that there is no such run. */
    static Problem.Refusal unknown(String number) {
        return new Problem(ProblemType.UNKNOWN_RUN, "there is no run " + Quoted.of(number)).refusal();
    }
}
