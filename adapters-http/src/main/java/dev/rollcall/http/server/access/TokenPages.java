package dev.rollcall.http.server.access;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.access.IssuedToken;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.Token;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page of whoever signed in: who that is, and the tokens of all programs, if they may see them. It needs no JavaScript. */
public final class TokenPages {
    private static final int MAX_FORM = 64 * 1024;

    private final boolean isRequired;
    private final TokenRegistry tokens;
    private final InstantSource clock;

    private enum Action {
        ISSUE,
        REVOKE;

        String word() {
            return Text.word(this);
        }
    }

    TokenPages(AccessSettings settings, TokenRegistry tokens, InstantSource clock) {
        this.isRequired = settings.requiresSignIn();
        this.tokens = tokens;
        this.clock = clock;
    }

    /** {@code GET /access}: the page. */
    public Response page(ServerRequest request) {
        Parameters.of(request, Set.of());
        return page(Status.OK_200, Caller.of(request), Optional.empty(), TokenForm.first());
    }

    /** {@code POST /access}: issues a token, whose text the page then shows once, or revokes one. */
    public Response change(ServerRequest request) throws IOException {
        Parameters fields = Parameters.ofForm(FormBody.read(request, MAX_FORM), TokenForm.FIELDS);
        Caller caller = Caller.of(request);
        Action action = fields.oneOf("action", Action.values(), Action::word)
                .orElseThrow(() -> Problem.badParameter("action is missing: it must be issue or revoke"));
        if (action == Action.ISSUE) {
            return issue(caller, TokenForm.read(fields));
        }
        tokens.revoke(fields.text("name").orElseThrow(() -> Problem.badParameter("name is missing")));
        return Response.seeOther("/access"); // also if somebody else was faster
    }

    private Response issue(Caller caller, TokenForm form) {
        if (!caller.scopes().containsAll(form.scopes())) {
            return refused(
                    caller,
                    form,
                    "a token can't have scopes that you don't have: you have " + Scope.list(caller.scopes()));
        }
        try {
            Optional<IssuedToken> issued = tokens.issue(form.name(), form.scopes(), form.lifetime(), caller.actor());
            return issued.isPresent()
                    ? page(Status.OK_200, caller, issued, TokenForm.first())
                    : refused(
                            caller,
                            form,
                            "there is a token %s already; revoke it first".formatted(Quoted.of(form.name())));
        } catch (IllegalArgumentException e) {
            return refused(caller, form, String.valueOf(e.getMessage()));
        }
    }

    private Response refused(Caller caller, TokenForm form, String why) {
        return page(Status.BAD_REQUEST_400, caller, Optional.empty(), form.with(why));
    }

    private Response page(Status status, Caller caller, Optional<IssuedToken> issued, TokenForm form) {
        List<Token> all = caller.scopes().contains(Scope.OPERATE) ? tokens.list() : List.of();
        var sheet = new AccessSheet(caller, isRequired, all, issued, form, clock.instant());
        return Response.page(status, Html.render((html, none) -> JteaccessGenerated.render(html, none, sheet)))
                .with(SignInPages.NOT_KEPT);
    }
}
