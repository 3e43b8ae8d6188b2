package dev.rollcall.http.server.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.ImportReport;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.TextReader;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.directory.UserImports.Imported;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** The API that imports users. */
public final class ImportApi {
    private final UserImports imports;
    private final UserFields fields;

    /** Creates the API over the imports, for users with these fields. */
    public ImportApi(UserImports imports, UserFields fields) {
        this.imports = imports;
        this.fields = fields;
    }

    /** {@code POST /api/imports}: creates or changes the users in the body, which is streamed. Idempotent. */
    public Response post(ServerRequest request) throws IOException {
        var parameters = ImportParameters.of(Parameters.of(request, ImportParameters.names(fields)), fields);
        Optional<HttpMediaType> type = Body.type(request.headers());
        UserFormat format = type.flatMap(
                        given -> UserFormat.ofType(given.mediaType().text()))
                .orElseThrow(ImportApi::wrongType);
        if (parameters.charset().isEmpty()) {
            Optional<Charset> charset = type.flatMap(HttpMediaType::charset).map(ImportApi::charset);
            parameters = parameters.in(charset);
        }
        return answer(imports.run(request, parameters.reading(format), Body.stream(request), parameters.mode()));
    }

    private static Problem.Refusal wrongType() {
        return new Problem(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type must be text/csv, application/x-ndjson or application/json")
                .refusal();
    }

    private static Charset charset(String name) {
        try {
            return TextReader.charset(name);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type: " + e.getMessage()).refusal();
        }
    }

    private static Response answer(Imported imported) {
        ImportReport report = imported.report();
        if (report.isRefused()) {
            String detail = "nothing was saved; bad rows: %s".formatted(report.bad());
            throw new Problem(ProblemType.IMPORT_REFUSED, detail, json -> write(imported, json)).refusal();
        }
        return Response.json(Status.OK_200, Json.document(json -> {
            json.writeStartObject();
            write(imported, json);
            json.writeEndObject();
        }));
    }

    /**
     * Writes {@code "mode", "created", "changed", "unchanged", "bad", "ignored", "missing", "problems": [{"line", "column", "value",
     * "reason"}]}.
     */
    private static void write(Imported imported, JsonGenerator json) throws IOException {
        ImportReport report = imported.report();
        json.writeStringField("mode", report.mode().word());
        json.writeNumberField("created", report.tally().created());
        json.writeNumberField("changed", report.tally().changed());
        json.writeNumberField("unchanged", report.tally().unchanged());
        json.writeNumberField("bad", report.bad());
        writeNames("ignored", imported.ignored(), json);
        writeNames("missing", imported.missing(), json);
        json.writeArrayFieldStart("problems");
        for (Row.Bad row : imported.bad()) {
            json.writeStartObject();
            json.writeNumberField("line", row.line());
            if (!row.column().isEmpty()) {
                json.writeStringField("column", row.column());
            }
            json.writeStringField("value", row.value());
            json.writeStringField("reason", row.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNames(String member, List<String> names, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(member);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
