package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.History;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.format.users.UserWriter;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import dev.rollcall.http.server.web.Stream;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The API of the directory. */
public final class DirectoryApi {
    /** The maximum length of a user in JSON, in bytes. */
    private static final int MAX_BODY = 64 * 1024;
    /** The maximum number of changes on a page of a history. */
    private static final int MAX_HISTORY = 1000;

    private static final List<String> TYPES = List.of(MediaTypes.JSON, MediaTypes.CSV, MediaTypes.NDJSON);
    /** The parameters that have no meaning for a file. */
    private static final List<String> OF_A_PAGE = List.of("limit", "after", "total");

    private final Registrar registrar;
    private final UserFields fields;
    private final UserJson json;
    private final PageResponses pages = new PageResponses();

    /** Creates the API over the use cases, for users with these fields. */
    public DirectoryApi(Registrar registrar, UserFields fields) {
        this.fields = fields;
        json = new UserJson(fields);
        this.registrar = registrar;
    }

    /** {@code GET /api/users}: a page of the directory, or all of it as a download. */
    public Sendable users(ServerRequest request) {
        Parameters parameters =
                Parameters.of(request, Set.of("q", "sort", "after", "limit", "total", "format", "formulas"));
        Query query = Queries.read(parameters);
        boolean isCounted = parameters.flag("total");
        Formulas formulas =
                parameters.oneOf("formulas", Formulas.values(), Text::word).orElse(Formulas.KEPT);
        Optional<UserFormat> format = format(request, parameters);
        if (format.isPresent() && (format.get() == UserFormat.CSV || formulas == Formulas.KEPT)) {
            parameters.refuse(OF_A_PAGE, "a file has all users");
            return export(format.get(), formulas, query.ofAll());
        }
        parameters.refuse(List.of("formulas"), "only in csv, spreadsheets would run them");
        Page page = registrar.index(query);
        return isCounted
                ? users(query, page, OptionalLong.of(registrar.count(query)))
                : pages.get(query, page, () -> users(query, page, OptionalLong.empty()));
    }

    /** Returns the format of a file, from {@code format} or else {@code Accept}; empty for a page. */
    private static Optional<UserFormat> format(ServerRequest request, Parameters parameters) {
        Optional<UserFormat> format = parameters.oneOf("format", UserFormat.values(), UserFormat::word);
        String type = Accept.of(request.headers())
                .choose(format.map(file -> List.of(file.type())).orElse(TYPES));
        return Arrays.stream(UserFormat.values())
                .filter(file -> file.type().equals(type))
                .findFirst();
    }

    private Stream export(UserFormat format, Formulas formulas, Query query) {
        return Stream.file("users." + format.word(), format.type(), out -> {
            UserWriter writer = format.writer(out, fields, formulas);
            registrar.export(query, entry -> writer.write(entry.user()));
            writer.finish();
        });
    }

    private Response users(Query query, Page page, OptionalLong total) {
        Optional<String> next = page.next().map(place -> Queries.cursor(query.order(), place));
        Response response = Response.json(Status.OK_200, json.write(page, next, total));
        return page.next()
                .map(place -> "</api/users%s>; rel=\"next\"".formatted(Queries.write(query.after(place))))
                .map(link -> response.with(HeaderValues.create(HeaderNames.LINK, link)))
                .orElse(response);
    }

    /** {@code GET /api/users/{id}}: one user. */
    public Response user(ServerRequest request) {
        UserId id = id(request);
        Entry entry =
                registrar.find(id).orElseThrow(() -> Problem.unknownUser(id).refusal());
        return Preconditions.isKnown(request.headers(), entry)
                ? Response.empty(Status.NOT_MODIFIED_304).with(Preconditions.etag(entry))
                : entry(Status.OK_200, entry);
    }

    /** {@code PUT /api/users/{id}}: creates or replaces the user. Idempotent. */
    public Response save(ServerRequest request) throws IOException {
        UserId id = id(request);
        Precondition precondition = Preconditions.of(request.headers());
        Save save = registrar.save(
                json.read(id, Body.json(request, MAX_BODY)),
                precondition,
                Caller.of(request).actor());
        return switch (save) {
            case Save.Created created ->
                entry(Status.CREATED_201, created.entry())
                        .with(HeaderValues.create(HeaderNames.LOCATION, "/api/users/" + Percent.encode(id.value())));
            case Save.Replaced replaced -> entry(Status.OK_200, replaced.entry());
            case Save.Refused refused -> throw refused(id, refused.current());
        };
    }

    /** {@code PATCH /api/users/{id}}: changes some fields of the user (RFC 7396), and keeps concurrent changes of the others. */
    public Response patch(ServerRequest request) throws IOException {
        UserId id = id(request);
        Precondition precondition = Preconditions.of(request.headers());
        Patch patch = json.readPatch(id, Body.mergePatch(request, MAX_BODY));
        Save save = registrar.patch(id, patch, precondition, Caller.of(request).actor());
        return switch (save) {
            case Save.Created created -> entry(Status.CREATED_201, created.entry());
            case Save.Replaced replaced -> entry(Status.OK_200, replaced.entry());
            case Save.Refused refused -> throw refusedOrUnknown(id, refused.current());
        };
    }

    /** A precondition is ignored if the request would fail without it (RFC 9110, section 13.2.1). */
    private static Problem.Refusal refusedOrUnknown(UserId id, Optional<Entry> current) {
        return current.isPresent()
                ? refused(id, current)
                : Problem.unknownUser(id).refusal();
    }

    /** {@code DELETE /api/users/{id}}: removes the user. */
    public Response remove(ServerRequest request) {
        UserId id = id(request);
        return switch (registrar.remove(
                id, Preconditions.of(request.headers()), Caller.of(request).actor())) {
            case Removal.Removed removed -> Response.empty(Status.NO_CONTENT_204);
            case Removal.Unknown unknown -> throw Problem.unknownUser(id).refusal();
            case Removal.Refused refused -> throw refusedOrUnknown(id, refused.current());
        };
    }

    /** {@code GET /api/users/{id}/history}: the changes of a user, the latest first, even if the user was removed. */
    public Response history(ServerRequest request) {
        UserId id = PathId.ofHistory(request);
        var parameters = Parameters.of(request, Set.of("before", "limit"));
        OptionalLong before = parameters.version("before");
        int limit = parameters.number("limit", 1, MAX_HISTORY).orElse(History.USUAL);
        History history = registrar.history(id, before, limit);
        if (before.isEmpty()
                && history.changes().isEmpty()
                && registrar.find(id).isEmpty()) {
            throw Problem.unknownUser(id).refusal();
        }
        Response response = Response.json(Status.OK_200, HistoryJson.write(id, history.changes()));
        if (history.next().isEmpty()) {
            return response;
        }
        String next = "</api/users/%s/history?limit=%s&before=%s>; rel=\"next\""
                .formatted(Percent.encode(id.value()), limit, history.next().getAsLong());
        return response.with(HeaderValues.create(HeaderNames.LINK, next));
    }

    /** Returns the id in the path; refuses parameters. */
    private static UserId id(ServerRequest request) {
        UserId id = PathId.of(request);
        Parameters.of(request, Set.of());
        return id;
    }

    private Response entry(Status status, Entry entry) {
        return Response.json(status, json.write(entry)).with(Preconditions.etag(entry));
    }

    private static Problem.Refusal refused(UserId id, Optional<Entry> current) {
        String user = Quoted.of(id.value());
        return current.map(entry -> new Problem(
                                ProblemType.PRECONDITION_FAILED,
                                "user %s is at version %s".formatted(user, entry.version()))
                        .with(Preconditions.etag(entry)))
                .orElseGet(() -> new Problem(ProblemType.PRECONDITION_FAILED, "the directory has no user " + user))
                .refusal();
    }
}
