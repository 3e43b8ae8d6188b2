package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.runs.RunJson;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import dev.rollcall.http.server.web.Stream;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The API of runs: beginning one, and reading them. */
public final class RunsApi {
    /** The default number of runs on a page. */
    private static final int PAGE = 50;
    /** The maximum number of runs on a page. */
    private static final int MAX_PAGE = 1000;

    private final Reconciler reconciler;
    private final RunOrder usual;
    private final UserFields fields;
    private final RunJson json = new RunJson(InstantSource.system());

    /**
     * Creates the API over the use cases, for users with these fields.
     *
     * @param usual what a run does unless whoever begins it says something else
     */
    public RunsApi(Reconciler reconciler, RunOrder usual, UserFields fields) {
        this.reconciler = reconciler;
        this.usual = usual;
        this.fields = fields;
    }

    /** {@code POST /api/reconciliations}: begins a run. */
    public Response begin(ServerRequest request) throws IOException {
        Parameters.of(request, Set.of());
        RunOrderBody body = RunOrderBody.read(Body.jsonIfAny(request, RunOrderBody.MAX_LENGTH), usual, fields);
        return switch (reconciler.begin(
                body.order(), body.ids(), Caller.of(request).actor())) {
            case Decision.Accepted accepted ->
                Response.json(Status.ACCEPTED_202, json.write(accepted.run()))
                        .with(RunProblems.etag(accepted.run()))
                        .with(HeaderValues.create(
                                HeaderNames.LOCATION, RunPath.of(accepted.run().id())));
            case Decision.Busy busy -> throw RunProblems.underWay(busy.other()).refusal();
            case Decision other -> throw new IllegalStateException("a beginning can't become " + other);
        };
    }

    /** {@code GET /api/reconciliations}: a page of the runs, latest first. */
    public Response runs(ServerRequest request) {
        Parameters parameters = Parameters.of(request, Set.of("state", "limit", "before"));
        Optional<RunState> state = parameters.oneOf("state", RunState.values(), RunState::word);
        int limit = parameters.number("limit", 1, MAX_PAGE).orElse(PAGE);
        List<Run> found = reconciler.page(state, parameters.positive("before", "the number of a run"), limit + 1);
        if (found.size() <= limit) {
            return Response.json(Status.OK_200, json.write(found, OptionalLong.empty()));
        }
        List<Run> page = found.subList(0, limit);
        long next = page.getLast().id();
        String link = "<%s?%slimit=%s&before=%s>; rel=\"next\""
                .formatted(
                        RunPath.RUNS,
                        state.map(it -> "state=" + it.word() + "&").orElse(""),
                        limit,
                        next);
        return Response.json(Status.OK_200, json.write(page, OptionalLong.of(next)))
                .with(HeaderValues.create(HeaderNames.LINK, link));
    }

    /** {@code GET /api/reconciliations/{run}}: a run, or as events what becomes of it. */
    public Sendable run(ServerRequest request) {
        long id = RunPath.run(request);
        Parameters.of(request, Set.of());
        Run run = reconciler.find(id).orElseThrow(() -> RunProblems.unknown(id).refusal());
        String type = Accept.of(request.headers()).choose(List.of(MediaTypes.JSON, MediaTypes.EVENTS));
        if (type.equals(MediaTypes.EVENTS)) {
            Peer client = Peer.of(request);
            return new Stream(type, out -> new RunEvents(reconciler, json, client, out).write(run));
        }
        return Response.json(Status.OK_200, json.write(run)).with(RunProblems.etag(run));
    }
}
