package dev.rollcall.http.server.access;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.access.IdentityProvider.Attempt;
import dev.rollcall.http.server.origin.Forwarded;
import dev.rollcall.http.server.web.BasePath;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.RequestIdFilter;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/** Sends people to the identity provider, and takes them back. */
public final class ProviderPages {
    private static final System.Logger LOG = System.getLogger(ProviderPages.class.getName());
    private static final String BACK = "/sign-in/back";
    private static final String TO = "to";
    private static final String STATE = "state";
    private static final String NONCE = "nonce";
    private static final String VERIFIER = "verifier";

    private final Optional<IdentityProvider> provider;
    private final SignedCookie attempts;
    private final Sessions sessions;
    private final SignInPages pages;
    private final FailedSignIns failures;

    ProviderPages(
            Optional<IdentityProvider> provider,
            SignedCookie attempts,
            Sessions sessions,
            SignInPages pages,
            FailedSignIns failures) {
        this.provider = provider;
        this.attempts = attempts;
        this.sessions = sessions;
        this.pages = pages;
        this.failures = failures;
    }

    /** {@code GET /sign-in/provider}: redirects to the identity provider. */
    public Response begin(ServerRequest request) throws InterruptedException {
        String to = SignInPages.path(Parameters.of(request, Set.of(TO)));
        try {
            Attempt attempt = Attempt.random();
            URI there = known().begin(attempt, here(request));
            return Response.seeOther(there.toString())
                    .with(attempts.set(
                            new JWTClaimsSet.Builder()
                                    .claim(TO, to)
                                    .claim(STATE, attempt.state().getValue())
                                    .claim(NONCE, attempt.nonce().getValue())
                                    .claim(VERIFIER, attempt.verifier().getValue()),
                            BasePath.of(request)))
                    .with(SignInPages.NOT_KEPT);
        } catch (SignInFailure e) {
            return failed(request, to, e);
        }
    }

    /** {@code GET /sign-in/back}: where the browser comes back to from the identity provider. */
    public Response back(ServerRequest request) throws InterruptedException {
        Parameters answer = Parameters.ofAnyNames(request);
        Optional<JWTClaimsSet> begun = attempts.read(request);
        String to = begun.map(claims -> text(claims, TO)).orElse("/");
        try {
            return Response.seeOther(to)
                    .with(sessions.begin(finish(begun, answer, here(request)), BasePath.of(request)))
                    .with(attempts.clear(BasePath.of(request)))
                    .with(SignInPages.NOT_KEPT);
        } catch (SignInFailure e) {
            return failed(request, to, e);
        }
    }

    private Caller finish(Optional<JWTClaimsSet> begun, Parameters answer, URI back) throws SignInFailure {
        if (begun.isEmpty() || !answer.text(STATE).equals(Optional.of(text(begun.get(), STATE)))) {
            throw SignInFailure.unproven("it was not begun with this browser, or too long ago; try again");
        }
        Optional<String> code = answer.text("code").filter(text -> !text.isBlank());
        if (code.isEmpty()) {
            throw SignInFailure.unproven(
                    "the identity provider said " + answer.text("error").orElse("nothing"));
        }
        var attempt = new Attempt(
                new State(text(begun.get(), STATE)),
                new Nonce(text(begun.get(), NONCE)),
                new CodeVerifier(text(begun.get(), VERIFIER)));
        return known().finish(attempt, code.get(), back);
    }

    private static String text(JWTClaimsSet claims, String name) {
        try {
            return claims.getStringClaim(name);
        } catch (ParseException e) {
            throw new IllegalStateException("we signed it", e);
        }
    }

    private IdentityProvider known() {
        return provider.orElseThrow(() -> Problem.notFound("/sign-in/provider").refusal());
    }

    private URI here(ServerRequest request) {
        return Forwarded.external(request, BACK);
    }

    private Response failed(ServerRequest request, String to, SignInFailure why) throws InterruptedException {
        String message = String.valueOf(why.getMessage());
        if (why.isOutage()) {
            LOG.log(
                    Level.WARNING,
                    "request %s can't sign in: %s".formatted(RequestIdFilter.of(request), Quoted.plain(message)));
        } else {
            failures.failed(request, message);
        }
        Status status = why.isOutage() ? Status.SERVICE_UNAVAILABLE_503 : Status.FORBIDDEN_403;
        return pages.page(request, status, to, true, Optional.of(message)).with(attempts.clear(BasePath.of(request)));
    }
}
