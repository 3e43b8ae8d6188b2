package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Run;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;

/** Why nothing is done with a run. Where the run is known, its path and entity tag go along. */
final class RunProblems {
    private RunProblems() {}

    /** Returns the header {@code ETag} of a run: a weak one, since its progress changes within a version. */
    static Header etag(Run run) {
        return HeaderValues.create(HeaderNames.ETAG, "W/\"" + run.version() + "\"");
    }

    /** There is no such run. */
    static Problem unknown(long run) {
        return new Problem(ProblemType.UNKNOWN_RUN, "there is no run " + run);
    }

    /** The run has no line of this user. */
    static Problem unknownLine(long run, UserId id) {
        return new Problem(
                ProblemType.UNKNOWN_LINE, "run %s has no line of the user %s".formatted(run, Quoted.of(id.value())));
    }

    /** Another run is being worked on. */
    static Problem underWay(Run other) {
        String detail = "run %s is %s: wait until it is done, or cancel it"
                .formatted(other.id(), other.state().word());
        return new Problem(ProblemType.RUN_UNDER_WAY, detail, naming(other));
    }

    /** The run has another version. */
    static Problem overtaken(Run run) {
        return new Problem(
                        ProblemType.PRECONDITION_FAILED,
                        "run %s is at version %s, %s"
                                .formatted(run.id(), run.version(), run.state().word()))
                .with(etag(run));
    }

    /** The run isn't in a state in which that can be done. */
    static Problem unfit(Run run) {
        String detail = switch (run.state()) {
            case CALLING -> "the remote is still being asked: the run can only be cancelled";
            case APPLYING -> "the plan is being applied: the run can only be cancelled";
            case READY -> "the plan is ready: it can be applied or rejected";
            case HELD -> "the plan is held: approve it first, or reject it";
            default ->
                "the run is %s: nothing more can become of it"
                        .formatted(run.state().word());
        };
        return of(ProblemType.RUN_UNFIT, detail, run);
    }

    /** The plan is too old. */
    static Problem expired(Run run) {
        return of(ProblemType.RUN_EXPIRED, "the plan is too old to be applied: begin another run", run);
    }

    /** Users changed since the plan was made. */
    static Problem drifted(Decision.Drifted drifted) {
        String detail = "%s%s users changed since the plan was made"
                .formatted(
                        drifted.users().size() < Decision.Drifted.MAX_NAMED ? "" : "at least ",
                        drifted.users().size());
        Json.Content members = json -> {
            naming(drifted.run()).writeTo(json);
            json.writeArrayFieldStart("ids");
            for (UserId id : drifted.users()) {
                json.writeString(id.value());
            }
            json.writeEndArray();
        };
        return new Problem(ProblemType.RUN_DRIFTED, detail, members).with(etag(drifted.run()));
    }

    private static Problem of(ProblemType type, String detail, Run run) {
        return new Problem(type, detail, naming(run)).with(etag(run));
    }

    /** Returns the members {@code run}, its path, and {@code state}. */
    private static Json.Content naming(Run run) {
        return json -> {
            json.writeStringField("run", RunPath.of(run.id()));
            json.writeStringField("state", run.state().word());
        };
    }
}
