package dev.rollcall.http.server.docs;

import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the documentation, all rendered once, on the first request for one. */
public final class Docs {
    /** The names of all pages except the index, in the order of the menu. */
    public static final List<String> NAMES = List.of(
            "http",
            "remote",
            "reconciliation",
            "packages",
            "settings",
            "files",
            "database",
            "backup",
            "access",
            "proxies",
            "security",
            "operation",
            "telemetry",
            "failures",
            "sizing",
            "decisions",
            "measurements");

    private static final List<DocPage> ALL = Stream.concat(Stream.of(DocPage.INDEX), NAMES.stream())
            .map(DocPage::read)
            .toList();
    private static final Response INDEX = response(ALL.getFirst());
    private static final Map<String, Response> PAGES =
            ALL.stream().skip(1).collect(Collectors.toUnmodifiableMap(DocPage::name, Docs::response));

    private Docs() {}

    private static Response response(DocPage doc) {
        return Response.page(Status.OK_200, Html.render((html, none) -> JtedocsGenerated.render(html, none, doc, ALL)));
    }

    /** {@code GET /docs}. */
    public static Response index(ServerRequest request) {
        return INDEX;
    }

    /** {@code GET /docs/{page}}. */
    public static Response page(ServerRequest request) {
        return Optional.ofNullable(PAGES.get(request.path().pathParameters().get("page")))
                .orElseThrow(() ->
                        new Problem(ProblemType.NOT_FOUND, "there is no such page of the documentation").refusal());
    }
}
