package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.http.format.runs.RunJson;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.EntityTags;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The API of decisions on a run: applying its plan, approving or rejecting it, and cancelling the run. */
public final class DecisionsApi {
    private final Reconciler reconciler;
    private final RunJson json = new RunJson(InstantSource.system());

    /** Creates the API over the use cases. */
    public DecisionsApi(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    /** {@code POST /api/reconciliations/{run}/apply}: applies a plan that is ready. */
    public Response apply(ServerRequest request) throws IOException {
        long run = run(request);
        Drift drift = DecisionBody.drift(body(request));
        return answer(
                run,
                Status.ACCEPTED_202,
                reconciler.apply(
                        run, version(run, request), drift, Caller.of(request).actor()));
    }

    /** {@code POST /api/reconciliations/{run}/approve}: makes a plan ready that is held. */
    public Response approve(ServerRequest request) throws IOException {
        long run = run(request);
        String reason = DecisionBody.reason(body(request), true);
        return answer(
                run,
                Status.OK_200,
                reconciler.approve(
                        run, version(run, request), Caller.of(request).actor(), reason));
    }

    /** {@code POST /api/reconciliations/{run}/reject}: rejects a plan. */
    public Response reject(ServerRequest request) throws IOException {
        long run = run(request);
        String reason = DecisionBody.reason(body(request), false);
        return answer(
                run,
                Status.OK_200,
                reconciler.reject(run, version(run, request), Caller.of(request).actor(), reason));
    }

    /** {@code POST /api/reconciliations/{run}/cancel}: ends a run that is being worked on. */
    public Response cancel(ServerRequest request) throws IOException {
        long run = run(request);
        String reason = DecisionBody.reason(body(request), false);
        return answer(
                run,
                Status.OK_200,
                reconciler.cancel(run, version(run, request), Caller.of(request).actor(), reason));
    }

    private static long run(ServerRequest request) {
        long run = RunPath.run(request);
        Parameters.of(request, Set.of());
        return run;
    }

    private static byte[] body(ServerRequest request) throws IOException {
        return Body.jsonIfAny(request, DecisionBody.MAX_LENGTH);
    }

    /** Returns the version that {@code If-Match} requires; empty if it allows any. */
    private OptionalLong version(long id, ServerRequest request) {
        Optional<String> match = EntityTags.value(request.headers(), HeaderNames.IF_MATCH);
        if (match.isEmpty() || match.get().equals("*")) {
            return OptionalLong.empty();
        }
        Set<Long> versions = EntityTags.versions("If-Match", match.get());
        Run run = reconciler.find(id).orElseThrow(() -> RunProblems.unknown(id).refusal());
        if (!versions.contains(run.version())) {
            throw RunProblems.overtaken(run).refusal();
        }
        return OptionalLong.of(run.version());
    }

    private Response answer(long id, Status status, Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted ->
                Response.json(status, json.write(accepted.run())).with(RunProblems.etag(accepted.run()));
            case Decision.Unknown unknown -> throw RunProblems.unknown(id).refusal();
            case Decision.Overtaken overtaken ->
                throw RunProblems.overtaken(overtaken.run()).refusal();
            case Decision.Unfit unfit -> throw RunProblems.unfit(unfit.run()).refusal();
            case Decision.Expired expired ->
                throw RunProblems.expired(expired.run()).refusal();
            case Decision.Busy busy -> throw RunProblems.underWay(busy.other()).refusal();
            case Decision.Drifted drifted -> throw RunProblems.drifted(drifted).refusal();
        };
    }
}
