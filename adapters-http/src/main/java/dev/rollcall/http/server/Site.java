package dev.rollcall.http.server;

import static dev.rollcall.http.format.MediaTypes.CSV;
import static dev.rollcall.http.format.MediaTypes.EVENTS;
import static dev.rollcall.http.format.MediaTypes.HTML;
import static dev.rollcall.http.format.MediaTypes.JSON;
import static dev.rollcall.http.format.MediaTypes.NDJSON;
import static dev.rollcall.http.server.web.Resource.at;
import static dev.rollcall.http.server.web.Resource.atSegments;

import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.http.server.access.Actors;
import dev.rollcall.http.server.connection.OmittedLength;
import dev.rollcall.http.server.directory.DirectoryApi;
import dev.rollcall.http.server.directory.ImportApi;
import dev.rollcall.http.server.directory.ImportPage;
import dev.rollcall.http.server.directory.PathId;
import dev.rollcall.http.server.directory.UserImports;
import dev.rollcall.http.server.directory.UserPages;
import dev.rollcall.http.server.directory.Watch;
import dev.rollcall.http.server.docs.Docs;
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
import dev.rollcall.http.server.web.Resource.Endpoint;
import dev.rollcall.http.server.web.Resource.Operation;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All routes. */
public final class Site {
    /** What any request takes of the server's memory, as an estimate in bytes. */
    private static final long REQUEST_MEMORY = 64 * 1024;

    private final List<Resource> resources;

    /**
     * Creates the site over the use cases of the directory and of reconciliation, and the remote.
     *
     * @param listing the remote's list of its users; empty if it has none
     */
    public Site(
            Registrar registrar,
            Reconciler reconciler,
            RemoteUsers remote,
            Optional<? extends RemoteListing> listing,
            SiteSettings settings) {
        var actors = new Actors(settings.userHeader());
        var imports = new UserImports(registrar, actors);
        CallLimits limits = settings.limits();
        List<Resource> all = new ArrayList<>(pages(
                new UserPages(registrar, watch(reconciler, settings), actors, settings.fields()),
                new ImportPage(imports, settings.fields()),
                new RollCallPages(registrar, remote, limits),
                new ExplanationPage(remote, limits)));
        all.addAll(runs(new RunPages(reconciler, actors, settings.run())));
        all.addAll(api(
                new OpenApi(settings.fields()),
                new DirectoryApi(registrar, actors, settings.fields()),
                new ImportApi(imports, settings.fields()),
                new RollCallApi(registrar, remote, limits, settings.fields()),
                new ListingApi(listing, settings.fields())));
        all.addAll(reconciliation(
                new RunsApi(reconciler, settings.run(), actors, settings.fields()),
                new DecisionsApi(reconciler, actors),
                new LinesApi(reconciler, settings.fields())));
        all.replaceAll(resource -> resource.claiming(REQUEST_MEMORY));
        all.addAll(observation()); // which must answer however much there is to do
        resources = List.copyOf(all);
    }

    private static Watch watch(Reconciler reconciler, SiteSettings settings) {
        return new Watch(reconciler, settings.run().rules().policy().absence());
    }

    private static List<Resource> pages(
            UserPages users, ImportPage imports, RollCallPages rollCalls, ExplanationPage explanations) {
        return List.of(
                at("/", get(users::index, HTML)),
                at("/users", get(rollCalls::users, HTML), post(varying(rollCalls::call), HTML, EVENTS)),
                at("/users/{id}", get(users::user, HTML), post(users::change)),
                at("/explain", get(explanations::explain, HTML)),
                at("/add", get(users::add, HTML), post(users::create)),
                at("/import", get(imports::form, HTML), post(imports::post, HTML)),
                at("/import/preview", post(imports::preview, HTML)),
                at("/problems/{slug}", get(Problems::explanation, HTML)),
                at("/docs", get(Docs::index, HTML)),
                at("/docs/{page}", get(Docs::page, HTML)),
                at("/style.css", get(Assets::style, "text/css")),
                at("/script.js", get(Assets::script, "text/javascript")),
                at("/favicon.svg", get(Assets::favicon, "image/svg+xml")));
    }

    private static List<Resource> runs(RunPages runs) {
        return List.of(
                at("/reconciliations", get(runs::runs, HTML), post(runs::begin)),
                at("/reconciliations/{run}", get(runs::run, HTML), post(runs::decide)));
    }

    private static List<Resource> api(
            OpenApi openApi, DirectoryApi directory, ImportApi imports, RollCallApi rollCalls, ListingApi listing) {
        return List.of(
                at("/openapi.yaml", get(openApi::yaml, "application/yaml")),
                at("/openapi.json", get(openApi::json, JSON)),
                at("/api/users", get(varying(directory::users), JSON, CSV, NDJSON)),
                at("/api/users/{id}/history", PathId.historyPath(), get(directory::history, JSON)),
                at(
                        "/api/users/{id}",
                        get(directory::user, JSON),
                        put(directory::save, JSON),
                        patch(directory::patch, JSON),
                        delete(directory::remove)),
                at("/api/imports", post(imports::post, JSON)),
                at(
                        "/api/roll-calls",
                        get(varying(rollCalls::get), JSON, NDJSON, EVENTS, CSV),
                        post(varying(rollCalls::post), JSON, NDJSON, EVENTS)),
                at("/api/remote-users", get(varying(listing::users), NDJSON, CSV)));
    }

    private static List<Resource> reconciliation(RunsApi runs, DecisionsApi decisions, LinesApi lines) {
        return List.of(
                at("/api/reconciliations", get(runs::runs, JSON), post(runs::begin, JSON)),
                atSegments("/api/reconciliations/{run}", get(varying(runs::run), JSON, EVENTS)),
                atSegments("/api/reconciliations/{run}/lines", get(varying(lines::lines), JSON, CSV, NDJSON)),
                atSegments("/api/reconciliations/{run}/lines/{id}", get(lines::line, JSON)),
                atSegments("/api/reconciliations/{run}/apply", post(decisions::apply, JSON)),
                atSegments("/api/reconciliations/{run}/approve", post(decisions::approve, JSON)),
                atSegments("/api/reconciliations/{run}/reject", post(decisions::reject, JSON)),
                atSegments("/api/reconciliations/{run}/cancel", post(decisions::cancel, JSON)));
    }

    /** Routes of Helidon's own features, listed here for the methods that those don't handle. */
    private static List<Resource> observation() {
        return List.of(
                at("/observe/health/live", get(Site::passOn, JSON), head(Site::passHeadOn)),
                at("/observe/health/ready", get(Site::passOn, JSON), head(Site::passHeadOn)),
                at(
                        "/observe/metrics",
                        get(Site::passOn, "text/plain", "application/openmetrics-text", JSON),
                        head(request -> Response.empty(Status.NO_CONTENT_204))));
    }

    /** Returns all resources. Where two match a path, the first one serves it. */
    List<Resource> resources() {
        return resources;
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

    private static Operation get(Endpoint endpoint, String... types) {
        return new Operation(Method.GET, endpoint, List.of(types));
    }

    private static Operation head(Endpoint endpoint) {
        return new Operation(Method.HEAD, endpoint, List.of());
    }

    private static Operation post(Endpoint endpoint, String... types) {
        return new Operation(Method.POST, endpoint, List.of(types));
    }

    private static Operation put(Endpoint endpoint, String... types) {
        return new Operation(Method.PUT, endpoint, List.of(types));
    }

    private static Operation patch(Endpoint endpoint, String... types) {
        return new Operation(Method.PATCH, endpoint, List.of(types));
    }

    private static Operation delete(Endpoint endpoint) {
        return new Operation(Method.DELETE, endpoint, List.of());
    }
}
