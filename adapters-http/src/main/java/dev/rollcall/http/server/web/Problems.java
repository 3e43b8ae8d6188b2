package dev.rollcall.http.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.server.connection.Overload;
import io.helidon.http.BadRequestException;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.NotFoundException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns every failure into a response: a problem document (RFC 9457), or the same as a page for a browser. */
public final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MediaTypes.PROBLEM);
    private static final List<String> TYPES = List.of(MediaTypes.PROBLEM, MediaTypes.JSON, MediaTypes.HTML);
    private static final Header RETRY_AFTER = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");

    private static final int MAX_LOGGED = 200;

    static final Problem STOPPING =
            new Problem(ProblemType.STOPPING, "the server is stopping").with(HeaderValues.CONNECTION_CLOSE);

    private static final Problem ENCODED = new Problem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "a body must be sent without Content-Encoding")
            .with(HeaderValues.createCached(HeaderNames.ACCEPT_ENCODING, "identity"));

    private Problems() {}

    /** Registers the handlers of exceptions. */
    public static void register(HttpRouting.Builder routing) {
        routing.error(Problem.Refusal.class, (request, response, e) -> answer(e.problem(), request, response))
                .error(Exception.class, (request, response, e) -> answer(problem(request, e), request, response));
    }

    private static void answer(Problem problem, ServerRequest request, ServerResponse response) {
        response(problem, request).send(request, response);
    }

    private static Problem problem(ServerRequest request, Exception e) {
        return switch (e) {
            case NotFoundException notFound ->
                Problem.notFound(request.prologue().uriPath().rawPath());
            case DirectoryUnavailable unavailable -> {
                // in an outage, one line per request will do: no stack trace
                LOG.log(Level.WARNING, "directory unavailable: " + e.getMessage());
                LOG.log(Level.DEBUG, "directory unavailable", e);
                yield problem(unavailable.reason()).with(RETRY_AFTER);
            }
            case InterruptedException interrupted -> STOPPING;
            case Overload overload ->
                new Problem(ProblemType.OVERLOADED, "the server has too much to do now").with(RETRY_AFTER);
            case BadRequestException bad -> new Problem(ProblemType.BAD_HEADER, "a header is malformed");
            default -> {
                LOG.log(
                        Level.ERROR,
                        "request %s failed: %s".formatted(RequestIdFilter.of(request), described(request)),
                        e);
                yield new Problem(ProblemType.INTERNAL_ERROR, "an error of the server, which has been logged");
            }
        };
    }

    private static Problem problem(DirectoryUnavailable.Reason reason) {
        return switch (reason) {
            case OUTAGE -> new Problem(ProblemType.DIRECTORY_UNAVAILABLE, "the database is unavailable");
            case BUSY ->
                new Problem(
                        ProblemType.DIRECTORY_BUSY, "too many requests that take long are under way; try again later");
            case SLOW ->
                new Problem(
                        ProblemType.DIRECTORY_SLOW,
                        "the database took too long; search for more characters, or leave out total=true");
            case FULL -> new Problem(ProblemType.STORAGE_FULL, "the disk of the database is full; nothing was changed");
        };
    }

    private static String described(ServerRequest request) {
        String line = request.prologue().method() + " " + request.path().rawPath();
        return Quoted.plain(line, MAX_LOGGED);
    }

    /** Returns the handlers of requests that never reach the routing. */
    public static DirectHandlers directHandlers() {
        var handlers = DirectHandlers.builder();
        var isVersionTold = new AtomicBoolean();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, event, status, headers, message) ->
                            answerDirectly(request, event, status, headers, isVersionTold));
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse answerDirectly(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers,
            AtomicBoolean isVersionTold) {
        Header id = RequestIdFilter.header(request.headers());
        Problem problem = isEncoded(request, event) ? ENCODED : direct(request, event, status);
        if (problem.type() == ProblemType.HTTP_VERSION && isVersionTold.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "request %s was refused, as others will be without a line here: %s"
                            .formatted(id.get(), problem.detail()));
        }
        Response response = response(problem, request.headers(), Html.root(request.path()));
        response.headers().forEach(headers::set);
        headers.set(id);
        return DirectHandler.TransportResponse.builder()
                .status(response.status())
                .headers(headers)
                .entity(response.body())
                .keepAlive(event.keepAlive())
                .build();
    }

    private static Problem direct(
            DirectHandler.TransportRequest request, DirectHandler.EventType event, Status status) {
        ProblemType type = isUnread(request, event) ? ProblemType.BAD_REQUEST : ProblemType.ofStatus(status);
        String detail = type == ProblemType.BAD_REQUEST
                ? "the request line, a header or the framing of the body is malformed;"
                        + " characters such as < and > must be percent-encoded in a URI"
                : type.meaning();
        return new Problem(type, detail);
    }

    /** Returns whether Helidon refused the body's coding, with a status that doesn't say so (RFC 9110, section 15.5.16). */
    private static boolean isEncoded(DirectHandler.TransportRequest request, DirectHandler.EventType event) {
        return event == DirectHandler.EventType.BAD_REQUEST && request.headers().contains(HeaderNames.CONTENT_ENCODING);
    }

    /**
     * Returns whether Helidon failed to read the head of the request. Whatever it threw, that is an error of the client: an invalid method,
     * say, or a connection that ends in the middle of a header.
     */
    private static boolean isUnread(DirectHandler.TransportRequest request, DirectHandler.EventType event) {
        return event == DirectHandler.EventType.INTERNAL_ERROR
                && request.method().isEmpty();
    }

    /** Returns the problem in the format that the client prefers. */
    public static Response response(Problem problem, ServerRequest request) {
        return response(problem, request.headers(), Html.root(request));
    }

    private static Response response(Problem problem, ServerRequestHeaders headers, String root) {
        Status status = problem.type().status();
        Response response = prefersPage(headers)
                ? Response.page(status, page(problem.type(), Optional.of(problem.detail()), root))
                : new Response(status, List.of(JSON), document(problem));
        return response.with(Accept.VARY).with(problem.headers());
    }

    private static byte[] page(ProblemType type, Optional<String> detail, String root) {
        return Html.render((html, none) -> JteproblemGenerated.render(html, none, type, detail, root));
    }

    /** {@code GET /problems/{slug}}: the meaning of a type of problem. */
    public static Response explanation(ServerRequest request) {
        return ProblemType.ofSlug(request.path().pathParameters().get("slug"))
                .map(type -> Response.page(Status.OK_200, page(type, Optional.empty(), Html.root(request))))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "there is no such type of problem").refusal());
    }

    private static byte[] document(Problem problem) {
        return Json.document(json -> write(problem, json));
    }

    /** Writes a problem as an object (RFC 9457, section 3). */
    public static void write(Problem problem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "/problems/" + problem.type().slug());
        json.writeStringField("title", problem.type().title());
        json.writeNumberField("status", problem.type().status().code());
        json.writeStringField("detail", problem.detail());
        problem.members().writeTo(json);
        json.writeEndObject();
    }

    /** Returns whether the client prefers a page to JSON. A client that accepts everything gets JSON. */
    public static boolean prefersPage(ServerRequestHeaders headers) {
        return Accept.of(headers).best(TYPES).filter(MediaTypes.HTML::equals).isPresent();
    }
}
