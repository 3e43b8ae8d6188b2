package dev.rollcall.http.format.runs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.UserMembers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lines as JSON, as {@code openapi.yaml} describes it. Safe for use by many threads. */
public final class LineJson {
    private final UserMembers members;

    /** Creates it for users with these fields. */
    public LineJson(UserFields fields) {
        members = new UserMembers(fields);
    }

    /** Returns a line as a document. */
    public byte[] write(RunLine line) {
        return Json.document(json -> write(line, json));
    }

    /** Returns {@code {"lines": […], "next": cursor}}; {@code next} only if given. */
    public byte[] write(List<RunLine> lines, Optional<String> next) {
        return Json.document(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("lines");
            for (RunLine line : lines) {
                write(line, json);
            }
            json.writeEndArray();
            if (next.isPresent()) {
                json.writeStringField("next", next.get());
            }
            json.writeEndObject();
        });
    }

    /** Writes a line as an object. */
    void write(RunLine line, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", line.id().value());
        json.writeStringField("kind", line.kind().word());
        if (line.state().isPresent()) {
            json.writeStringField("state", line.state().get().word());
        }
        json.writeObjectFieldStart("fields");
        for (UserField field : line.fields()) {
            write(field, line, json);
        }
        json.writeEndObject();
        json.writeFieldName("proof");
        write(line.proof(), json);
        if (!line.note().isEmpty()) {
            json.writeStringField("note", line.note());
        }
        json.writeEndObject();
    }

    private static void write(UserField field, RunLine line, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field.name());
        if (line.before().isPresent()) {
            UserMembers.write("before", field, line.before().get().get(field), json);
        }
        if (line.after().isPresent()) {
            UserMembers.write("after", field, line.after().get().get(field), json);
        }
        json.writeEndObject();
    }

    private void write(Proof proof, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("outcome", proof.answer().outcome());
        String detail = proof.answer().explanation();
        if (!detail.isEmpty()) {
            json.writeStringField("detail", detail);
        }
        json.writeNumberField("attempts", proof.answer().attempts().count());
        json.writeStringField("at", proof.at().toString());
        json.writeBooleanField("listed", proof.listed());
        Optional<User> user =
                proof.answer().found().filter(found -> !found.values().isEmpty());
        if (user.isPresent()) {
            json.writeObjectFieldStart("user");
            members.write(user.get(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
