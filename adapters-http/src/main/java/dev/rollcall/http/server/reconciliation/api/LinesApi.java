package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.runs.LineJson;
import dev.rollcall.http.format.runs.RunFile;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import dev.rollcall.http.server.web.Stream;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API of the lines of a run. */
public final class LinesApi {
    private static final Set<String> PARAMETERS = Set.of("kind", "state", "after", "limit", "format", "formulas");
    private static final List<String> TYPES = List.of(MediaTypes.JSON, MediaTypes.CSV, MediaTypes.NDJSON);

    private final Reconciler reconciler;
    private final LineJson json;
    private final UserFields fields;

    /** Creates the API over the use cases, for users with these fields. */
    public LinesApi(Reconciler reconciler, UserFields fields) {
        this.reconciler = reconciler;
        this.json = new LineJson(fields);
        this.fields = fields;
    }

    /** {@code GET /api/reconciliations/{run}/lines}: a page of the lines, or all of them as a download. */
    public Sendable lines(ServerRequest request) {
        long run = RunPath.run(request);
        Parameters parameters = Parameters.of(request, PARAMETERS);
        LineQuery query = LineQueries.read(parameters);
        Formulas formulas =
                parameters.oneOf("formulas", Formulas.values(), Text::word).orElse(Formulas.KEPT);
        Optional<UserFormat> format = format(request, parameters);
        if (format.isEmpty() || format.get() != UserFormat.CSV) {
            parameters.refuse(List.of("formulas"), "only in csv, spreadsheets would run them");
        }
        if (format.isPresent()) {
            parameters.refuse(List.of("limit", "after"), "a file has all lines");
        }
        requireRun(run);
        return format.isPresent() ? file(run, query, format.get(), formulas) : page(run, query);
    }

    private Stream file(long run, LineQuery query, UserFormat format, Formulas formulas) {
        var file = new RunFile(format, fields, formulas);
        var all = new LineQuery(query.kinds(), query.state(), Optional.empty(), LineQueries.MAX_PAGE);
        String name = "reconciliation-%s.%s".formatted(run, format.word());
        return Stream.file(name, format.type(), out -> file.write(reconciler, run, all, out));
    }

    /** Returns the format of a file, from {@code format} or else {@code Accept}; empty for a page. */
    private static Optional<UserFormat> format(ServerRequest request, Parameters parameters) {
        Optional<UserFormat> format = parameters.oneOf("format", UserFormat.values(), UserFormat::word);
        String type = Accept.of(request.headers())
                .choose(format.map(file -> List.of(file.type())).orElse(TYPES));
        return type.equals(MediaTypes.JSON) ? Optional.empty() : UserFormat.ofType(type);
    }

    private void requireRun(long run) {
        if (reconciler.find(run).isEmpty()) {
            throw RunProblems.unknown(run).refusal();
        }
    }

    private Response page(long run, LineQuery query) {
        List<RunLine> found =
                reconciler.lines(run, new LineQuery(query.kinds(), query.state(), query.after(), query.limit() + 1));
        if (found.size() <= query.limit()) {
            return Response.json(Status.OK_200, json.write(found, Optional.empty()));
        }
        List<RunLine> page = found.subList(0, query.limit());
        RunLine last = page.getLast();
        String link = "<%s?%s>; rel=\"next\"".formatted(RunPath.ofLines(run), LineQueries.after(last, query));
        return Response.json(Status.OK_200, json.write(page, Optional.of(LineQueries.cursor(last))))
                .with(HeaderValues.create(HeaderNames.LINK, link));
    }

    /** {@code GET /api/reconciliations/{run}/lines/{id}}: the line of a user. */
    public Response line(ServerRequest request) {
        long run = RunPath.run(request);
        UserId id = RunPath.line(request);
        Parameters.of(request, Set.of());
        requireRun(run);
        RunLine line = reconciler
                .line(run, id)
                .orElseThrow(() -> RunProblems.unknownLine(run, id).refusal());
        return Response.json(Status.OK_200, json.write(line));
    }
}
