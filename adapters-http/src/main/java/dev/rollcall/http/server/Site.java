package dev.rollcall.http.server;

import dev.rollcall.domain.Registrar;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All that is served, and where. */
public final class Site {
    private final Pages pages;
    private final UserPages users;
    private final ImportPage importPage;
    private final DirectoryApi directory;
    private final ImportApi imports;
    private final RollCallApi rollCalls;

    /**
     * Creates the site over the use cases.
     *
     * @param userHeader the header in which a proxy before the server says who makes a request; empty if none does
     */
    public Site(Registrar registrar, CallLimits limits, Optional<String> userHeader) {
        pages = new Pages(registrar, limits);
        var author = new Author(userHeader);
        users = new UserPages(registrar, author);
        importPage = new ImportPage(registrar, author);
        directory = new DirectoryApi(registrar, author);
        imports = new ImportApi(registrar, author);
        rollCalls = new RollCallApi(registrar, limits);
    }

    /** Mounts all routes. */
    public void mount(HttpRouting.Builder routing) {
        Problems.register(routing);

        on(routing, "/", get(pages::index));
        on(routing, "/users", get(pages::users), post(pages::call));
        on(routing, "/users/{+id}", get(users::user), post(users::change));
        on(routing, "/add", get(users::add), post(users::create));
        on(routing, "/import", get(importPage::form), post(importPage::post));
        on(routing, "/problems/{slug}", get(pages::problem));
        on(routing, "/style.css", get(Assets::style));
        on(routing, "/script.js", get(Assets::script));
        on(routing, "/favicon.svg", get(Assets::favicon));

        on(routing, "/api/users", get(directory::users));
        on(routing, PathId.historyPath(), get(directory::history));
        on(
                routing,
                "/api/users/{+id}",
                get(directory::user),
                put(directory::save),
                patch(directory::patch),
                delete(directory::remove));
        on(routing, "/api/imports", post(imports::post));
        on(routing, "/api/roll-calls", get(rollCalls::get), post(rollCalls::post));
    }

    /** An ordinary function from a request to its response. */
    @FunctionalInterface
    private interface Endpoint {
        Sendable answer(ServerRequest request) throws Exception;
    }

    private record Route(Method method, Endpoint endpoint) {}

    private static Route get(Endpoint endpoint) {
        return new Route(Method.GET, endpoint);
    }

    private static Route post(Endpoint endpoint) {
        return new Route(Method.POST, endpoint);
    }

    private static Route put(Endpoint endpoint) {
        return new Route(Method.PUT, endpoint);
    }

    private static Route patch(Endpoint endpoint) {
        return new Route(Method.PATCH, endpoint);
    }

    private static Route delete(Endpoint endpoint) {
        return new Route(Method.DELETE, endpoint);
    }

    /** Serves a path: each method by its endpoint, HEAD like GET, OPTIONS by what is allowed, and no other. */
    private static void on(HttpRouting.Builder routing, String path, Route... routes) {
        on(routing, PathMatchers.create(path), routes);
    }

    private static void on(HttpRouting.Builder routing, PathMatcher path, Route... routes) {
        Map<Method, Endpoint> endpoints = new LinkedHashMap<>();
        Arrays.stream(routes).forEach(route -> endpoints.put(route.method(), route.endpoint()));
        if (endpoints.containsKey(Method.GET)) {
            endpoints.put(Method.HEAD, endpoints.get(Method.GET));
        }
        var allow = new TreeSet<>(endpoints.keySet().stream().map(Method::text).toList());
        allow.add(Method.OPTIONS.text());
        var allowed = HeaderValues.create(HeaderNames.ALLOW, String.join(", ", allow));
        endpoints.put(
                Method.OPTIONS, request -> Response.empty(Status.NO_CONTENT_204).with(allowed));
        routing.route(method -> true, path, (request, response) -> {
            Endpoint endpoint = endpoints.get(request.prologue().method());
            if (endpoint == null) {
                throw new Problem(ProblemType.METHOD_NOT_ALLOWED, "this path allows " + allowed.get())
                        .with(allowed)
                        .refusal();
            }
            endpoint.answer(request).send(request, response);
        });
    }
}
