package dev.rollcall.http.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.ImportMode;
import dev.rollcall.domain.ImportReport;
import dev.rollcall.domain.Registrar;
import dev.rollcall.domain.Row;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The API that imports users. */
final class ImportApi {
    /** How many bad rows a report names; it counts all. */
    private static final int MAX_BAD = 1000;
    /** The longest body of which all or nothing is to be saved, in bytes: it has to be kept in a file, to be read twice. */
    private static final long MAX_BODY = 1L << 30;

    private final Registrar registrar;
    private final Author author;

    ImportApi(Registrar registrar, Author author) {
        this.registrar = registrar;
        this.author = author;
    }

    /** {@code POST /api/imports}: creates or replaces the users in the body, in constant memory. Repeating it changes nothing more. */
    Response post(ServerRequest request) throws IOException {
        ImportMode mode = Parameters.of(request, Set.of("mode"))
                .oneOf("mode", ImportMode.values(), ImportMode::word)
                .orElse(ImportMode.ALL);
        UserFormat format = format(request);
        String by = author.of(request);
        InputStream body = Body.stream(request);
        return mode == ImportMode.ALL ? twice(format, body, by) : imported(format, () -> body, mode, by);
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

    /** Keeps the body in a file meanwhile, since it is read twice. */
    private Response twice(UserFormat format, InputStream body, String by) throws IOException {
        Path file = Files.createTempFile("rollcall-import-", "." + format.word());
        try {
            Body.copy(body, MAX_BODY, file);
            return imported(format, () -> Files.newInputStream(file), ImportMode.ALL, by);
        } finally {
            Files.delete(file);
        }
    }

    private Response imported(UserFormat format, UserFile.Source source, ImportMode mode, String by)
            throws IOException {
        List<Row.Bad> bad = new ArrayList<>();
        try (var rows = new UserFile(format, source)) {
            ImportReport report = registrar.importUsers(rows, mode, by, row -> {
                if (bad.size() < MAX_BAD) {
                    bad.add(row);
                }
            });
            if (report.isRefused()) {
                String detail = "%d rows are bad, so nothing was saved".formatted(report.bad());
                throw new Problem(ProblemType.IMPORT_REFUSED, detail, json -> write(report, bad, json)).refusal();
            }
            return Response.json(Status.OK_200, Json.document(json -> {
                json.writeStartObject();
                write(report, bad, json);
                json.writeEndObject();
            }));
        }
    }

    /** Writes {@code "mode", "created", "changed", "unchanged", "bad", "problems": [{"line", "column", "value", "reason"}]}. */
    private static void write(ImportReport report, List<Row.Bad> bad, JsonGenerator json) throws IOException {
        json.writeStringField("mode", report.mode().word());
        json.writeNumberField("created", report.tally().created());
        json.writeNumberField("changed", report.tally().changed());
        json.writeNumberField("unchanged", report.tally().unchanged());
        json.writeNumberField("bad", report.bad());
        json.writeArrayFieldStart("problems");
        for (Row.Bad row : bad) {
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
