package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.http.server.origin.ForeignPageFilter;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.RequestIdFilter;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;

/** The page that asks the remote for one id, and shows what was sent, received and found. */
public final class ExplanationPage {
    private final RemoteUsers remote;
    private final CallLimits limits;

    /** Creates the page over a remote. */
    public ExplanationPage(RemoteUsers remote, CallLimits limits) {
        this.remote = remote;
        this.limits = limits;
    }

    /**
     * {@code GET /explain?id=ID}: the explanation; without an id the form alone. If a page of another site leads here, it shows the form
     * filled in, and asks nobody yet.
     */
    public Response explain(ServerRequest request) throws InterruptedException {
        Parameters parameters = Parameters.of(request, Set.of("id"));
        Optional<UserId> id = parameters.read("id", "an id", UserId::new);
        Optional<Explanation> explanation = id.isPresent() && !ForeignPageFilter.isForeign(request)
                ? Optional.of(
                        remote.explain(id.get(), limits.policy().within(RequestIdFilter.trace(request.headers()))))
                : Optional.empty();
        return Response.page(
                Status.OK_200,
                Html.render((html, none) -> JteexplanationGenerated.render(
                        html, none, id.map(UserId::value).orElse(""), explanation)));
    }
}
