package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.http.server.origin.Forwarded;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.BasePath;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The pages where people sign in and out. They need no JavaScript. */
public final class SignInPages {
    /** Nobody may see the pages of whoever used the browser before. */
    static final Header NOT_KEPT = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private static final Set<String> FIELDS = Set.of("to", "token");
    private static final int MAX_FORM = 64 * 1024;
    private static final String SIGN_IN = "/sign-in";
    private static final String ACCESS = "/access";

    /** How long a page's path and query may be to come back to it: they are kept in a cookie, of which browsers take 4 kB. */
    private static final int MAX_PATH = 2000;

    /** A path of this site, which no browser takes for another host: not {@code //host} or {@code /\host}. */
    private static final Pattern LOCAL_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private static final String WRONG = "this token is unknown, has expired or was revoked";

    private final boolean isRequired;
    private final TokenRegistry tokens;
    private final Sessions sessions;
    private final Optional<IdentityProvider> provider;
    private final FailedSignIns failures;

    SignInPages(
            AccessSettings settings,
            TokenRegistry tokens,
            Sessions sessions,
            Optional<IdentityProvider> provider,
            FailedSignIns failures) {
        this.isRequired = settings.requiresSignIn();
        this.tokens = tokens;
        this.sessions = sessions;
        this.provider = provider;
        this.failures = failures;
    }

    /** {@code GET /sign-in}: the form for a token. */
    public Response form(ServerRequest request) {
        String to = path(Parameters.of(request, Set.of("to")));
        return isRequired
                ? page(request, Status.OK_200, to, isSecure(request), Optional.empty())
                : Response.seeOther(ACCESS);
    }

    /** {@code POST /sign-in}: signs in with a token, and goes on to the page that was asked for. */
    public Response signIn(ServerRequest request) throws IOException, InterruptedException {
        Parameters fields = Parameters.ofForm(FormBody.read(request, MAX_FORM), FIELDS);
        String to = path(fields);
        TokenHash hash = TokenHash.of(fields.text("token").orElse("").strip());
        if (!isRequired) {
            return Response.seeOther(ACCESS);
        }
        if (!isSecure(request)) {
            return page(request, Status.FORBIDDEN_403, to, false, Optional.empty());
        }
        if (tokens.use(hash).isEmpty()) {
            failures.failed(request, "an unknown, expired or revoked token in the form");
            return page(request, Status.FORBIDDEN_403, to, true, Optional.of(WRONG));
        }
        return Response.seeOther(to)
                .with(sessions.begin(hash, BasePath.of(request)))
                .with(NOT_KEPT);
    }

    /**
     * {@code POST /sign-out}: ends the session. For whom the identity provider vouched, the page leads to where they sign out there, too: a
     * form may not (Content Security Policy 3, section 6.4.2).
     */
    public Response signOut(ServerRequest request) {
        Optional<URI> there = provider.filter(it -> isPerson(request)).flatMap(it -> leaving(it, request));
        Response after = there.isPresent()
                ? page(request, Status.OK_200, new SignInSheet("/", true, host(), there, Optional.empty()))
                : Response.seeOther(SIGN_IN).with(NOT_KEPT);
        return after.with(sessions.end(BasePath.of(request)));
    }

    private boolean isPerson(ServerRequest request) {
        return sessions.caller(request).map(Caller::isPerson).orElse(false);
    }

    private Optional<URI> leaving(IdentityProvider from, ServerRequest request) {
        try {
            return from.end(Forwarded.external(request, SIGN_IN));
        } catch (SignInFailure e) {
            return Optional.empty();
        }
    }

    private Optional<String> host() {
        return provider.map(IdentityProvider::host);
    }

    private boolean isSecure(ServerRequest request) {
        return Forwarded.of(request).isSecure();
    }

    static String path(Parameters parameters) {
        return parameters
                .text("to")
                .filter(path ->
                        path.length() <= MAX_PATH && LOCAL_PATH.matcher(path).matches())
                .orElse("/");
    }

    Response page(ServerRequest request, Status status, String to, boolean isSecure, Optional<String> error) {
        return page(request, status, new SignInSheet(to, isSecure, host(), Optional.empty(), error));
    }

    private static Response page(ServerRequest request, Status status, SignInSheet sheet) {
        String root = Html.root(request);
        byte[] body = Html.render((html, none) -> JtesigninGenerated.render(html, none, sheet, root));
        return Response.page(status, body).with(Accept.VARY).with(NOT_KEPT);
    }
}
