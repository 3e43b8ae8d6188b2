package dev.rollcall.http.server.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of the directory as JSON. */
final class UserJson {
    private static final List<String> MEMBERS = List.of("id", "name", "email");

    private UserJson() {}

    /** Returns {@code {"id", "name", "email", "version", "changed"}}. */
    static byte[] write(Entry entry) {
        return Json.document(json -> write(entry, json));
    }

    /** Returns {@code {"users": […], "total": N, "next": cursor}}; there is no {@code next} on the last page. */
    static byte[] write(Page page, Optional<String> next, OptionalLong total) {
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

    private static void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.user().id().value());
        json.writeStringField("name", entry.user().name());
        json.writeStringField("email", entry.user().email());
        json.writeNumberField("version", entry.version());
        json.writeStringField("changed", entry.changed().toString());
        json.writeEndObject();
    }

    /**
     * Reads {@code {"name", "email"}}, for the id that stands in the path. An {@code "id"} is allowed if it is that one.
     *
     * @throws Problem.Refusal if the body is anything else; this says what is wrong, and where
     */
    static User read(UserId id, byte[] body) {
        Map<String, String> members = members(id, body, Set.of(JsonToken.VALUE_STRING));
        try {
            return new User(id, required("name", members), required("email", members));
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a merge patch (RFC 7396) of a user: the members that are to change. One that is null is to be empty.
     *
     * @throws Problem.Refusal if the body is anything else; this says what is wrong, and where
     */
    static Patch readPatch(UserId id, byte[] body) {
        Map<String, String> members = members(id, body, Set.of(JsonToken.VALUE_STRING, JsonToken.VALUE_NULL));
        var patch = new Patch(Optional.ofNullable(members.get("name")), Optional.ofNullable(members.get("email")));
        try {
            patch.applyTo(new User(id, "", ""));
            return patch;
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(String.valueOf(e.getMessage()));
        }
    }

    private static String required(String name, Map<String, String> members) {
        String value = members.get(name);
        if (value == null) {
            throw Problem.badBody(name + " is missing: the body must be {\"name\": \"…\", \"email\": \"…\"}");
        }
        return value;
    }

    /**
     * Returns the members of the object, of which the id must be that in the path.
     *
     * @param values what a member may be; null means empty
     */
    private static Map<String, String> members(UserId id, byte[] body, Set<JsonToken> values) {
        Map<String, String> members = members(body, values);
        String repeated = members.getOrDefault("id", id.value());
        if (!repeated.equals(id.value())) {
            throw Problem.badBody("id must be %s, as in the path, or be left out: %s"
                    .formatted(Quoted.of(id.value()), Quoted.of(repeated)));
        }
        return members;
    }

    private static Map<String, String> members(byte[] body, Set<JsonToken> values) {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badBody("the body must be a JSON object");
            }
            Map<String, String> members = new HashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                member(name, json, values, members);
            }
            if (json.nextToken() != null) {
                throw Problem.badBody("something stands behind the JSON object, " + place(json));
            }
            return members;
        } catch (JsonProcessingException e) {
            throw Problem.badBody("the body is not JSON, " + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void member(String name, JsonParser json, Set<JsonToken> values, Map<String, String> members)
            throws IOException {
        if (!MEMBERS.contains(name)) {
            throw Problem.badBody("%s, %s, is not a member of a user: %s are"
                    .formatted(Quoted.of(name), place(json), String.join(", ", MEMBERS)));
        }
        JsonToken value = json.nextToken();
        if (!values.contains(value)) {
            throw Problem.badBody("%s must be a string, %s".formatted(name, place(json)));
        }
        if (members.put(name, value == JsonToken.VALUE_NULL ? "" : json.getText()) != null) {
            throw Problem.badBody("%s stands twice, the second time %s".formatted(name, place(json)));
        }
    }

    private static String place(JsonParser json) {
        return place(json.currentTokenLocation());
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "at a place unknown"
                : "at line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }
}
