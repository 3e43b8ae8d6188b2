package dev.rollcall.http.server;

import static dev.rollcall.http.format.MediaTypes.CSV;
import static dev.rollcall.http.format.MediaTypes.EVENTS;
import static dev.rollcall.http.format.MediaTypes.HTML;
import static dev.rollcall.http.format.MediaTypes.JSON;
import static dev.rollcall.http.format.MediaTypes.NDJSON;
import static dev.rollcall.http.server.web.Resource.Admission.ANYBODY;
import static dev.rollcall.http.server.web.Resource.Admission.CALL;
import static dev.rollcall.http.server.web.Resource.Admission.OPERATE;
import static dev.rollcall.http.server.web.Resource.Admission.READ;
import static dev.rollcall.http.server.web.Resource.Admission.RECONCILE;
import static dev.rollcall.http.server.web.Resource.Admission.SIGNED_IN;
import static dev.rollcall.http.server.web.Resource.Admission.WRITE;
import static dev.rollcall.http.server.web.Resource.at;
import static dev.rollcall.http.server.web.Resource.atSegments;

import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.http.server.access.ProviderPages;
import dev.rollcall.http.server.access.SignIn;
import dev.rollcall.http.server.access.SignInPages;
import dev.rollcall.http.server.access.TokenPages;
import dev.rollcall.http.server.connection.OmittedLength;
import dev.rollcall.http.server.directory.DirectoryApi;
import dev.rollcall.http.server.directory.ImportApi;
import dev.rollcall.http.server.directory.ImportPage;
import dev.rollcall.http.server.directory.PathId;
import dev.rollcall.http.server.directory.UserImports;
import dev.rollcall.http.server.directory.UserPages;
import dev.rollcall.http.server.directory.Watch;
import dev.rollcall.http.server.docs.Docs;
import dev.rollcall.http.server.origin.ProxyFilter;
import dev.rollcall.http.server.reconciliation.RunPages;
import dev.rollcall.http.server.reconciliation.api.DecisionsApi;
import dev.rollcall.http.server.reconciliation.api.LinesApi;
import dev.rollcall.http.server.reconciliation.api.RunsApi;
import dev.rollcall.http.server.rollcall.ExplanationPage;
import dev.rollcall.http.server.rollcall.ListingApi;
import dev.rollcall.http.server.rollcall.RollCallApi;
import dev.rollcall.http.server.rollcall.RollCallPages;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Assets;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Problems;
import dev.rollcall.http.server.web.Resource;
import dev.rollcall.http.server.web.Resource.Admission;
import dev.rollcall.http.server.web.Resource.Endpoint;
import dev.rollcall.http.server.web.Resource.Operation;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All routes. */
public final class Site {
    /** What any request takes of the server's memory, as an estimate in bytes. */
    private static final long REQUEST_MEMORY = 64 * 1024;

    private final List<Resource> resources;
    private final ProxyFilter proxies;

    /**
     * Creates the site over the use cases of the directory and of reconciliation, and the remote.
     *
     * @param listing the remote's list of its users; empty if it has none
     * @param tokens by which programs prove who they are
     */
    public Site(
            Registrar registrar,
            Reconciler reconciler,
            RemoteUsers remote,
            Optional<? extends RemoteListing> listing,
            TokenRegistry tokens,
            SiteSettings settings) {
        proxies = new ProxyFilter(settings.access().proxies(), settings.base());
        var signIn = new SignIn(settings.access(), tokens, InstantSource.system());
        var imports = new UserImports(registrar);
        CallLimits limits = settings.limits();
        List<Resource> all = new ArrayList<>(pages(
                new UserPages(registrar, watch(reconciler, settings), settings.fields()),
                new ImportPage(imports, settings.fields()),
                new RollCallPages(registrar, remote, limits),
                new ExplanationPage(remote, limits)));
        all.addAll(access(signIn.pages(), signIn.providerPages(), signIn.tokenPages()));
        all.addAll(runs(new RunPages(reconciler, settings.run())));
        all.addAll(api(
                new OpenApi(settings.fields(), settings.base()),
                new DirectoryApi(registrar, settings.fields()),
                new ImportApi(imports, settings.fields()),
                new RollCallApi(registrar, remote, limits, settings.fields()),
                new ListingApi(listing, settings.fields())));
        all.addAll(reconciliation(
                new RunsApi(reconciler, settings.run(), settings.fields()),
                new DecisionsApi(reconciler),
                new LinesApi(reconciler, settings.fields())));
        all.replaceAll(resource -> resource.claiming(REQUEST_MEMORY));
        all.addAll(observation()); // which must answer however much there is to do
        all.replaceAll(resource -> resource.guardedBy(signIn.guard()));
        resources = List.copyOf(all);
    }

    private static Watch watch(Reconciler reconciler, SiteSettings settings) {
        return new Watch(reconciler, settings.run().rules().policy().absence());
    }

    private static List<Resource> pages(
            UserPages users, ImportPage imports, RollCallPages rollCalls, ExplanationPage explanations) {
        return List.of(
                at("/", get(READ, users::index, HTML)),
                at("/users", get(CALL, rollCalls::users, HTML), post(CALL, varying(rollCalls::call), HTML, EVENTS)),
                at("/users/{id}", get(READ, users::user, HTML), post(WRITE, users::change)),
                at("/explain", get(CALL, explanations::explain, HTML)),
                at("/add", get(WRITE, users::add, HTML), post(WRITE, users::create)),
                at("/import", get(WRITE, imports::form, HTML), post(WRITE, imports::post, HTML)),
                at("/import/preview", post(WRITE, imports::preview, HTML)),
                at("/problems/{slug}", get(ANYBODY, Problems::explanation, HTML)),
                at("/docs", get(SIGNED_IN, Docs::index, HTML)),
                at("/docs/{page}", get(SIGNED_IN, Docs::page, HTML)),
                at("/style.css", get(ANYBODY, Assets::style, "text/css")),
                at("/script.js", get(ANYBODY, Assets::script, "text/javascript")),
                at("/favicon.svg", get(ANYBODY, Assets::favicon, "image/svg+xml")));
    }

    private static List<Resource> access(SignInPages signIn, ProviderPages provider, TokenPages tokens) {
        return List.of(
                at("/sign-in", get(ANYBODY, signIn::form, HTML), post(ANYBODY, signIn::signIn)),
                at("/sign-in/provider", get(ANYBODY, provider::begin)),
                at("/sign-in/back", get(ANYBODY, provider::back)),
                at("/sign-out", post(ANYBODY, signIn::signOut, HTML)),
                at("/access", get(SIGNED_IN, tokens::page, HTML), post(OPERATE, tokens::change, HTML)));
    }

    private static List<Resource> runs(RunPages runs) {
        return List.of(
                at("/reconciliations", get(READ, runs::runs, HTML), post(RECONCILE, runs::begin)),
                at("/reconciliations/{run}", get(READ, runs::run, HTML), post(RECONCILE, runs::decide)));
    }

    private static List<Resource> api(
            OpenApi openApi, DirectoryApi directory, ImportApi imports, RollCallApi rollCalls, ListingApi listing) {
        return List.of(
                at("/openapi.yaml", get(SIGNED_IN, openApi::yaml, "application/yaml")),
                at("/openapi.json", get(SIGNED_IN, openApi::json, JSON)),
                at("/api/users", get(READ, varying(directory::users), JSON, CSV, NDJSON)),
                at("/api/users/{id}/history", PathId.historyPath(), get(READ, directory::history, JSON)),
                at(
                        "/api/users/{id}",
                        get(READ, directory::user, JSON),
                        put(WRITE, directory::save, JSON),
                        patch(WRITE, directory::patch, JSON),
                        delete(WRITE, directory::remove)),
                at("/api/imports", post(WRITE, imports::post, JSON)),
                at(
                        "/api/roll-calls",
                        get(CALL, varying(rollCalls::get), JSON, NDJSON, EVENTS, CSV),
                        post(CALL, varying(rollCalls::post), JSON, NDJSON, EVENTS)),
                at("/api/remote-users", get(CALL, varying(listing::users), NDJSON, CSV)));
    }

    private static List<Resource> reconciliation(RunsApi runs, DecisionsApi decisions, LinesApi lines) {
        return List.of(
                at("/api/reconciliations", get(READ, runs::runs, JSON), post(RECONCILE, runs::begin, JSON)),
                atSegments("/api/reconciliations/{run}", get(READ, varying(runs::run), JSON, EVENTS)),
                atSegments("/api/reconciliations/{run}/lines", get(READ, varying(lines::lines), JSON, CSV, NDJSON)),
                atSegments("/api/reconciliations/{run}/lines/{id}", get(READ, lines::line, JSON)),
                atSegments("/api/reconciliations/{run}/apply", post(RECONCILE, decisions::apply, JSON)),
                atSegments("/api/reconciliations/{run}/approve", post(RECONCILE, decisions::approve, JSON)),
                atSegments("/api/reconciliations/{run}/reject", post(RECONCILE, decisions::reject, JSON)),
                atSegments("/api/reconciliations/{run}/cancel", post(RECONCILE, decisions::cancel, JSON)));
    }

    /** Routes of Helidon's own features, listed here for the methods that those don't handle. */
    private static List<Resource> observation() {
        return List.of(
                at("/observe/health/live", get(ANYBODY, Site::passOn, JSON), head(ANYBODY, Site::passHeadOn)),
                at("/observe/health/ready", get(ANYBODY, Site::passOn, JSON), head(ANYBODY, Site::passHeadOn)),
                at( // and below: the feature serves the same there
                        "/observe/metrics",
                        PathMatchers.create("/observe/metrics/*"),
                        get(OPERATE, Site::passOn, "text/plain", "application/openmetrics-text", JSON),
                        head(OPERATE, request -> Response.empty(Status.NO_CONTENT_204))));
    }

    /** Returns all resources. Where two match a path, the first one serves it. */
    List<Resource> resources() {
        return resources;
    }

    /** Returns the filter that undoes what proxies did to a request. */
    ProxyFilter proxies() {
        return proxies;
    }

    /** Adds all routes and the handlers of exceptions. */
    public void mount(HttpRouting.Builder routing) {
        Problems.register(routing);
        resources.forEach(resource -> resource.mount(routing));
    }

    /** Passes a request on to Helidon, which fails on an {@code Accept} that it can't read. */
    private static Sendable passOn(ServerRequest asked) {
        try {
            asked.headers().acceptedTypes();
        } catch (RuntimeException e) {
            throw Problem.badHeader("Accept is malformed");
        }
        return (request, response) -> response.next();
    }

    private static Sendable passHeadOn(ServerRequest asked) {
        Sendable passedOn = passOn(asked);
        return (request, response) -> {
            response.header(OmittedLength.HEADER);
            passedOn.send(request, response);
        };
    }

    /** Adds {@code Vary: Accept} to the responses. */
    private static Endpoint varying(Endpoint endpoint) {
        return asked -> {
            Sendable answer = endpoint.answer(asked);
            return (request, response) -> {
                response.header(Accept.VARY);
                answer.send(request, response);
            };
        };
    }

    private static Operation get(Admission admission, Endpoint endpoint, String... types) {
        return new Operation(Method.GET, admission, endpoint, List.of(types));
    }

    private static Operation head(Admission admission, Endpoint endpoint) {
        return new Operation(Method.HEAD, admission, endpoint, List.of());
    }

    private static Operation post(Admission admission, Endpoint endpoint, String... types) {
        return new Operation(Method.POST, admission, endpoint, List.of(types));
    }

    private static Operation put(Admission admission, Endpoint endpoint, String... types) {
        return new Operation(Method.PUT, admission, endpoint, List.of(types));
    }

    private static Operation patch(Admission admission, Endpoint endpoint, String... types) {
        return new Operation(Method.PATCH, admission, endpoint, List.of(types));
    }

    private static Operation delete(Admission admission, Endpoint endpoint) {
        return new Operation(Method.DELETE, admission, endpoint, List.of());
    }
}
