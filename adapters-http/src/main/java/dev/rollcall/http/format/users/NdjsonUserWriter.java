package dev.rollcall.http.format.users;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserFields;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.UserMembers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes users as NDJSON: one object per line. */
final class NdjsonUserWriter implements UserWriter {
    private final UserMembers members;
    private final JsonGenerator json;

    NdjsonUserWriter(OutputStream out, UserFields fields) throws IOException {
        members = new UserMembers(fields);
        json = Json.FACTORY.createGenerator(out);
        json.setRootValueSeparator(null);
    }

    @Override
    public void write(User user) {
        try {
            json.writeStartObject();
            members.write(user, json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish() throws IOException {
        json.flush();
    }
}
