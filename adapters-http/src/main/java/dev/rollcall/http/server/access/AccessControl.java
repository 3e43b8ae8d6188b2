package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Problems;
import dev.rollcall.http.server.web.Resource;
import dev.rollcall.http.server.web.Resource.Admission;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets those through to an operation who may use it: it finds out who makes a request, by a token (RFC 6750), by the session of a browser,
 * or by a trusted proxy, in this order. Where no sign-in is required, everybody may do everything, and whoever a trusted proxy names is the
 * actor.
 */
public final class AccessControl implements Resource.Guard {
    private static final Actor UNKNOWN = new Actor("unknown");
    private static final Pattern BEARER = Pattern.compile("Bearer(?: +(.*))?", Pattern.CASE_INSENSITIVE);
    private static final Header CHALLENGE = challenge("");
    private static final Header INVALID = challenge(" error=\"invalid_token\"");

    private final boolean requiresSignIn;
    private final TokenRegistry tokens;
    private final Sessions sessions;
    private final ProxiedUsers proxied;
    private final Optional<IdentityProvider> provider;
    private final FailedSignIns failures;

    AccessControl(
            AccessSettings settings,
            TokenRegistry tokens,
            Sessions sessions,
            Optional<IdentityProvider> provider,
            FailedSignIns failures) {
        this.requiresSignIn = settings.requiresSignIn();
        this.tokens = tokens;
        this.sessions = sessions;
        this.proxied = new ProxiedUsers(settings.proxies(), settings.roles());
        this.provider = provider;
        this.failures = failures;
    }

    private static Header challenge(String error) {
        return HeaderValues.createCached(
                HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"rollcall\"" + (error.isEmpty() ? "" : "," + error));
    }

    @Override
    public Optional<Sendable> instead(ServerRequest request, Admission admission) throws InterruptedException {
        if (admission == Admission.ANYBODY) {
            return Optional.empty();
        }
        Optional<Caller> caller = requiresSignIn ? signedIn(request) : Optional.of(somebody(request));
        if (caller.isEmpty()) {
            return Optional.of(signInFirst(request));
        }
        Optional<Scope> missing =
                admission.scope().filter(scope -> !caller.get().scopes().contains(scope));
        if (missing.isPresent()) {
            return Optional.of(Problems.response(missing(missing.get(), caller.get()), request));
        }
        caller.get().register(request);
        return Optional.empty();
    }

    private Caller somebody(ServerRequest request) {
        return new Caller(proxied.actor(request).orElse(UNKNOWN), Scope.ALL);
    }

    private Optional<Caller> signedIn(ServerRequest request) throws InterruptedException {
        Optional<Matcher> bearer = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .map(BEARER::matcher)
                .filter(Matcher::matches);
        if (bearer.isPresent()) {
            return Optional.of(bearing(Objects.requireNonNullElse(bearer.get().group(1), ""), request));
        }
        return sessions.caller(request).or(() -> proxied.caller(request));
    }

    private Caller bearing(String text, ServerRequest request) throws InterruptedException {
        Optional<Caller> found = isOfProvider(text) ? vouchedFor(text) : holder(text);
        if (found.isEmpty()) {
            failures.failed(request, "an unknown, expired or revoked token");
            throw new Problem(ProblemType.SIGN_IN_REQUIRED, "the token in Authorization is unknown, expired or revoked")
                    .with(INVALID)
                    .refusal();
        }
        return found.get();
    }

    private Optional<Caller> holder(String token) {
        return tokens.use(TokenHash.of(token)).map(found -> new Caller(found.actor(), found.scopes()));
    }

    private boolean isOfProvider(String token) {
        return provider.isPresent() && !token.startsWith(TokenRegistry.PREFIX);
    }

    private Optional<Caller> vouchedFor(String token) {
        try {
            return provider.orElseThrow().bearing(token);
        } catch (SignInFailure e) {
            if (e.isOutage()) {
                throw new Problem(ProblemType.PROVIDER_UNAVAILABLE, String.valueOf(e.getMessage())).refusal();
            }
            return Optional.empty();
        }
    }

    private static Response signInFirst(ServerRequest request) {
        boolean isPage = request.prologue().method().equals(Method.GET) && Problems.prefersPage(request.headers());
        if (isPage) {
            String here = request.prologue().uriPath().rawPath() + query(request);
            return Response.seeOther("/sign-in?to=" + Percent.encode(here));
        }
        var problem = new Problem(
                ProblemType.SIGN_IN_REQUIRED,
                "the request needs a token, as Authorization: Bearer rollcall_…; people sign in at /sign-in");
        return Problems.response(problem.with(CHALLENGE), request);
    }

    private static String query(ServerRequest request) {
        String raw = request.prologue().query().rawValue();
        return raw.isEmpty() ? "" : "?" + raw;
    }

    private static Problem missing(Scope scope, Caller caller) {
        String has = caller.scopes().isEmpty() ? "nothing" : Scope.list(caller.scopes());
        return new Problem(
                        ProblemType.SCOPE_MISSING,
                        "this needs the scope %s, but %s (%s) has: %s"
                                .formatted(
                                        scope.word(),
                                        caller.actor().name(),
                                        caller.actor().kind().word(),
                                        has))
                .with(challenge(" error=\"insufficient_scope\", scope=\"%s\"".formatted(scope.word())));
    }
}
