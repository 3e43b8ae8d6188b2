package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunProgress;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The pages of reconciliations: the list of runs, a page per run, and the forms that begin one and decide on it. A form redirects (303) to
 * the page of the run, so that reloading doesn't repeat it; a decision that is refused shows the page, and why (409 or 412).
 */
public final class RunPages {
    /** The maximum length of a form, in bytes: ids can be many. */
    private static final int MAX_BODY = 1024 * 1024;

    private final Reconciler reconciler;
    private final RunOrder usual;

    /** Creates the pages over the use cases. */
    public RunPages(Reconciler reconciler, RunOrder usual) {
        this.reconciler = reconciler;
        this.usual = usual;
    }

    /** {@code GET /reconciliations}: the runs, latest first, and the form that begins one. */
    public Response runs(ServerRequest request) {
        OptionalLong before = Parameters.of(request, Set.of("before")).version("before");
        return Response.page(Status.OK_200, list(before, BeginForm.blank(usual), Optional.empty()));
    }

    private byte[] list(OptionalLong before, BeginForm form, Optional<Refused> refused) {
        List<Run> found = reconciler.page(Optional.empty(), before, RunList.RUNS + 1);
        var list = new RunList(found, before, reconciler.nextRun(), form, refused);
        return Html.render((html, none) -> JterunsGenerated.render(html, none, list));
    }

    /** {@code POST /reconciliations}: begins a run, unless another one is being worked on. */
    public Response begin(ServerRequest request) throws IOException {
        BeginForm form = BeginForm.read(fields(request, BeginForm.FIELDS), usual);
        if (form.error().isPresent()) {
            return Response.page(Status.BAD_REQUEST_400, list(OptionalLong.empty(), form, Optional.empty()))
                    .with(Accept.VARY);
        }
        Decision decision = reconciler.begin(
                form.order(usual), form.ids(), Caller.of(request).actor());
        if (decision instanceof Decision.Accepted accepted) {
            return Response.seeOther(path(accepted.run().id()));
        }
        Refused refused = Refused.of(decision, "").orElseThrow();
        return Response.page(refused.status(), list(OptionalLong.empty(), form, Optional.of(refused)))
                .with(Accept.VARY);
    }

    private static Parameters fields(ServerRequest request, Set<String> known) throws IOException {
        Parameters.of(request, Set.of());
        return Parameters.ofForm(FormBody.read(request, MAX_BODY), known);
    }

    private static String path(long run) {
        return "/reconciliations/" + run;
    }

    /** {@code GET /reconciliations/{run}}: a run with its verdict, its lines, their proofs, and what can be done with it. */
    public Response run(ServerRequest request) {
        long id = RunNumber.of(request);
        LineFilter filter = LineFilter.read(Parameters.of(request, LineFilter.PARAMETERS));
        return Response.page(Status.OK_200, sheet(id, filter, Optional.empty(), Optional.empty()));
    }

    private byte[] sheet(long id, LineFilter filter, Optional<Refused> refused, Optional<DecisionForm> form) {
        Run run = reconciler.find(id).orElseThrow(() -> RunNumber.unknown(Long.toString(id)));
        List<RunLine> lines = filter.line()
                .map(user -> reconciler.line(id, user).stream().toList())
                .orElseGet(() -> reconciler.lines(id, filter.query()));
        var sheet = new RunSheet(run, RunProgress.of(run, Instant.now()), filter, lines, refused, form);
        return Html.render((html, none) -> JterunGenerated.render(html, none, sheet));
    }

    /** {@code POST /reconciliations/{run}}: applies, approves, rejects or cancels the run, if it is still as the page showed it. */
    public Response decide(ServerRequest request) throws IOException {
        long id = RunNumber.of(request);
        DecisionForm form = DecisionForm.read(fields(request, DecisionForm.FIELDS));
        if (form.error().isPresent()) {
            return refused(Status.BAD_REQUEST_400, id, Optional.empty(), Optional.of(form));
        }
        Decision decision = form.decide(reconciler, id, Caller.of(request).actor());
        return Refused.of(decision, Long.toString(id))
                .map(why -> refused(why.status(), id, Optional.of(why), Optional.of(form)))
                .orElseGet(() -> Response.seeOther(path(id)));
    }

    private Response refused(Status status, long id, Optional<Refused> refused, Optional<DecisionForm> form) {
        return Response.page(status, sheet(id, LineFilter.USUAL, refused, form)).with(Accept.VARY);
    }
}
