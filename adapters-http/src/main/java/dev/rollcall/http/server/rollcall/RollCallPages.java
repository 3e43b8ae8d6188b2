package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.origin.ForeignPageFilter;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Problems;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import dev.rollcall.http.server.web.Stream;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of the roll call, and its form. */
public final class RollCallPages {
    private final Registrar registrar;
    private final RemoteUsers remote;
    private final CallLimits limits;

    /** Creates the page over a remote; the registrar provides the ids of the directory. */
    public RollCallPages(Registrar registrar, RemoteUsers remote, CallLimits limits) {
        this.registrar = registrar;
        this.remote = remote;
        this.limits = limits;
    }

    /**
     * {@code GET /users?count=N}: the remote's users, requested concurrently and aggregated into {@code users.html}. This method is
     * sequential: the concurrency begins and ends within the call of the remote.
     *
     * <p>If a page of another site leads here, by a link or by an image that nobody sees, it shows the form filled in, and calls nobody yet.
     */
    public Response users(ServerRequest request) throws InterruptedException {
        return users(request, form(request, Parameters.of(request, CallForm.QUERY_FIELDS)));
    }

    private CallForm form(ServerRequest request, Parameters fields) {
        return CallForm.read(fields, request, limits, registrar);
    }

    private Response users(ServerRequest request, CallForm form) throws InterruptedException {
        if (form.firstError().isPresent()) {
            return invalid(request, form, form.firstError().get());
        }
        Optional<CallResult> result = Optional.empty();
        if (form.roster().isPresent() && !ForeignPageFilter.isForeign(request)) {
            CallMemory.claim(request, form.roster().get());
            var listener = CallListener.waitingFor(Peer.of(request)::ensureConnected);
            RollCall call = remote.call(form.roster().get(), form.policy(), listener);
            result = Optional.of(new CallResult(call, form));
        }
        return page(Status.OK_200, form, result);
    }

    private static Response page(Status status, CallForm form, Optional<CallResult> result) {
        return Response.page(status, Html.render((html, none) -> JteusersGenerated.render(html, none, form, result)));
    }

    /** A browser gets the form back, to correct it; a program gets a problem. */
    private static Response invalid(ServerRequest request, CallForm form, String error) {
        if (!Problems.prefersPage(request.headers())) {
            throw Problem.badParameter(error);
        }
        return page(Status.BAD_REQUEST_400, form, Optional.empty()).with(Accept.VARY);
    }

    /**
     * {@code POST /users}: the same for the form. A script gets live events; other clients are redirected to the link to the same roll
     * call, if there is one.
     */
    public Sendable call(ServerRequest request) throws IOException, InterruptedException {
        Map<String, List<String>> fields = FormBody.read(request, RosterBody.maxLength(limits.maxIds()));
        CallForm form = form(request, Parameters.ofForm(fields, CallForm.FIELDS));
        if (form.roster().isPresent() && isScript(request)) {
            CallMemory.claim(request, form.roster().get());
            return live(form, form.roster().get(), Peer.of(request));
        }
        return form.query().isPresent()
                ? Response.seeOther("/users?" + form.query().get())
                : users(request, form);
    }

    private static boolean isScript(ServerRequest request) {
        return Accept.of(request.headers())
                .choose(List.of(MediaTypes.HTML, MediaTypes.EVENTS))
                .equals(MediaTypes.EVENTS);
    }

    private Stream live(CallForm form, Roster roster, Peer client) {
        return new Stream(MediaTypes.EVENTS, out -> {
            LiveCall live = LiveCall.begin(roster, out);
            RollCall call = remote.call(roster, form.policy(), new WhileConnected(client, live));
            live.finish(new CallResult(call, form));
        });
    }
}
