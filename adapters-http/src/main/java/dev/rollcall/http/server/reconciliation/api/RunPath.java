package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Resource;
import io.helidon.webserver.http.ServerRequest;

/** Paths of runs and lines, such as {@code /api/reconciliations/7/lines/a%2Fb}, and what is in them. */
final class RunPath {
    /** The path of all runs. */
    static final String RUNS = "/api/reconciliations";

    private static final int RUN = 2;
    private static final int LINE = 4;

    private RunPath() {}

    /** Returns the path of a run. */
    static String of(long run) {
        return RUNS + "/" + run;
    }

    /** Returns the path of the lines of a run. */
    static String ofLines(long run) {
        return of(run) + "/lines";
    }

    /**
     * Returns the number of the run in the path of a request.
     *
     * @throws Problem.Refusal if it isn't a positive whole number
     */
    static long run(ServerRequest request) {
        try {
            String text = Resource.segment(request, RUN);
            return numberOf(text);
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    private static long numberOf(String text) {
        try {
            return Parameters.positiveNumber(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a run must be a positive whole number: " + Quoted.of(text), e);
        }
    }

    /**
     * Returns the id of the user whose line the path of a request is.
     *
     * @throws Problem.Refusal if it is invalid
     */
    static UserId line(ServerRequest request) {
        try {
            return new UserId(Resource.segment(request, LINE));
        } catch (IllegalArgumentException e) {
            throw bad(e);
        }
    }

    private static Problem.Refusal bad(IllegalArgumentException e) {
        return new Problem(ProblemType.BAD_ID, String.valueOf(e.getMessage())).refusal();
    }
}
