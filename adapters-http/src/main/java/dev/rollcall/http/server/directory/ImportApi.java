package dev.rollcall.http.server.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.directory.ImportMode;
import dev.rollcall.domain.directory.ImportReport;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.UserFormat;
import dev.rollcall.http.server.directory.UserImports.Imported;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The API that imports users. */
public final class ImportApi {
    private final UserImports imports;

    /** Creates the API over the imports. */
    public ImportApi(UserImports imports) {
        this.imports = imports;
    }

    /** {@code POST /api/imports}: creates or replaces the users in the body, in constant memory. Idempotent. */
    public Response post(ServerRequest request) throws IOException {
        ImportMode mode = Parameters.of(request, Set.of("mode"))
                .oneOf("mode", ImportMode.values(), ImportMode::word)
                .orElse(ImportMode.ALL);
        UserFormat format = format(request);
        return answer(imports.run(request, format, Body.stream(request), mode));
    }

    private static UserFormat format(ServerRequest request) {
        return Arrays.stream(UserFormat.values())
                .filter(format -> Body.isOf(request, format.type()))
                .findFirst()
                .orElseThrow(() -> Body.wrongType(Arrays.stream(UserFormat.values())
                                .map(UserFormat::type)
                                .collect(Collectors.joining(" or ")))
                        .refusal());
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

    /** Writes {@code "mode", "created", "changed", "unchanged", "bad", "problems": [{"line", "column", "value", "reason"}]}. */
    private static void write(Imported imported, JsonGenerator json) throws IOException {
        ImportReport report = imported.report();
        json.writeStringField("mode", report.mode().word());
        json.writeNumberField("created", report.tally().created());
        json.writeNumberField("changed", report.tally().changed());
        json.writeNumberField("unchanged", report.tally().unchanged());
        json.writeNumberField("bad", report.bad());
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
}
