package dev.rollcall.http.server.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.UserMembers;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads and writes the users of the directory as JSON. */
final class UserJson {
    /** The fields that a whole user must have. */
    private static final List<UserField> REQUIRED = List.of(UserField.NAME, UserField.EMAIL);

    private static final String EXPECTED =
            "the body must be {\"name\": \"…\", \"email\": \"…\"}, with further fields if known";

    private final UserMembers members;

    /** Creates it for users with these fields. */
    UserJson(UserFields fields) {
        members = new UserMembers(fields);
    }

    /** Returns an object with the id, the fields, {@code version} and {@code changed}. */
    byte[] write(Entry entry) {
        return Json.document(json -> write(entry, json));
    }

    /** Returns {@code {"users": […], "total": N, "next": cursor}}; {@code total} and {@code next} only if given. */
    byte[] write(Page page, Optional<String> next, OptionalLong total) {
        return Json.document(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("users");
            for (Entry entry : page.entries()) {
                write(entry, json);
            }
            json.writeEndArray();
            if (total.isPresent()) {
                json.writeNumberField("total", total.getAsLong());
            }
            if (next.isPresent()) {
                json.writeStringField("next", next.get());
            }
            json.writeEndObject();
        });
    }

    private void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        members.write(entry.user(), json);
        json.writeNumberField("version", entry.version());
        json.writeStringField("changed", entry.changed().toString());
        json.writeEndObject();
    }

    /**
     * Reads an object with at least name and email. An {@code "id"} is allowed if it equals the one in the path.
     *
     * @throws Problem.Refusal if the body is anything else; it says what is wrong, and where
     */
    User read(UserId id, byte[] body) {
        Map<UserField, String> values = fields(id, body, Set.of(JsonToken.VALUE_STRING));
        for (UserField field : REQUIRED) {
            if (!values.containsKey(field)) {
                throw Problem.badBody("%s is missing: %s".formatted(field, EXPECTED));
            }
        }
        return new User(id, values);
    }

    /**
     * Reads a merge patch (RFC 7396) of a user: the members to change. Null means empty.
     *
     * @throws Problem.Refusal if the body is anything else; it says what is wrong, and where
     */
    Patch readPatch(UserId id, byte[] body) {
        return new Patch(fields(id, body, Set.of(JsonToken.VALUE_STRING, JsonToken.VALUE_NULL)));
    }

    /**
     * Returns the valid values by field. An id among the members must equal the one in the path.
     *
     * @param values the allowed types of values; null is read as empty text
     */
    private Map<UserField, String> fields(UserId id, byte[] body, Set<JsonToken> values) {
        Map<String, String> texts = members(body, values);
        String repeated = texts.getOrDefault("id", id.value());
        if (!repeated.equals(id.value())) {
            throw Problem.badBody("id must be %s, as in the path, or missing: %s"
                    .formatted(Quoted.of(id.value()), Quoted.of(repeated)));
        }
        Map<UserField, String> fields = members.fields(texts);
        try {
            fields.forEach(UserField::checked);
            return fields;
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> members(byte[] body, Set<JsonToken> values) {
        return Body.object(body, json -> {
            Map<String, String> texts = new HashMap<>();
            Optional<UserMembers.Bad> bad = members.read(json, values, texts);
            if (bad.isPresent()) {
                throw Problem.badBody(bad.get().reason(), json.currentTokenLocation());
            }
            return texts;
        });
    }
}
