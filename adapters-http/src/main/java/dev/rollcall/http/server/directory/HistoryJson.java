package dev.rollcall.http.server.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.http.format.ActorMembers;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.UserMembers;
import dev.rollcall.http.server.web.Percent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The history of a user as JSON. */
final class HistoryJson {
    private HistoryJson() {}

    /**
     * Returns {@code {"changes": [{"version", "at", "by", "byKind", "kind", "fields": {"name": {"from", "to"}, …}}]}}. The kind is created, changed
     * or removed. Only fields that changed are included; {@code from} is missing if the user was created, {@code to} if it was removed.
     * A change that a run made also has {@code run} and {@code line}, the paths of that run and of the line that it was.
     */
    static byte[] write(UserId id, List<Change> changes) {
        return Json.document(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("changes");
            for (Change change : changes) {
                write(id, change, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(UserId id, Change change, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", change.version());
        json.writeStringField("at", change.attribution().at().toString());
        ActorMembers.write(change.attribution().by(), json);
        json.writeStringField("kind", change.kind().word());
        if (change.attribution().run().isPresent()) {
            String run = "/api/reconciliations/" + change.attribution().run().getAsLong();
            json.writeStringField("run", run);
            json.writeStringField("line", run + "/lines/" + Percent.encode(id.value()));
        }
        json.writeObjectFieldStart("fields");
        for (UserField field : change.fields()) {
            write(field, change, json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(UserField field, Change change, JsonGenerator json) throws IOException {
        Optional<String> from = change.before().map(user -> user.get(field));
        Optional<String> to = change.after().map(user -> user.get(field));
        json.writeObjectFieldStart(field.name());
        if (from.isPresent()) {
            UserMembers.write("from", field, from.get(), json);
        }
        if (to.isPresent()) {
            UserMembers.write("to", field, to.get(), json);
        }
        json.writeEndObject();
    }
}
