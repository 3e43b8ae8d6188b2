package dev.rollcall.http.client.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a user stand in the remote's JSON: three JSON Pointers (RFC 6901). The document is read as a stream, and
 * nothing of it but these fields is kept.
 *
 * <p>The id is a string or a number, which counts by its digits. Name and email are strings; null or missing, they are unknown.
 */
public final class UserFields {
    /** {@code /id}, {@code /name} and {@code /email}. */
    public static final UserFields DEFAULT = parse("/id", "/name", "/email");

    /** The most names of other members that a message shows. */
    private static final int MAX_NAMES = 8;

    private final Step root = new Step();
    private final List<Field> fields;

    private UserFields(String id, String name, String email) {
        fields = List.of(new Field(0, id), new Field(1, name), new Field(2, email));
        fields.stream().filter(Field::isMapped).forEach(field -> root.add(field, field.pointer()));
    }

    /**
     * Reads the three pointers.
     *
     * @param id where the id stands; empty for a remote that doesn't repeat it
     * @throws IllegalArgumentException if one isn't a JSON Pointer to a field; the message shows it
     */
    public static UserFields parse(String id, String name, String email) {
        return new UserFields(id, checked(name), checked(email));
    }

    private static String checked(String pointer) {
        if (pointer.isEmpty()) {
            throw new IllegalArgumentException("a JSON Pointer to a field must not be empty");
        }
        return pointer;
    }

    /** Returns whether the remote repeats the id, so that an answer for somebody else is found out. */
    public boolean tellsId() {
        return fields.getFirst().isMapped();
    }

    /**
     * Reads the user who was asked for.
     *
     * @param body JSON from its position to its limit
     * @throws Malformed if it isn't JSON, or isn't that user
     */
    User read(UserId asked, ByteBuffer body) throws IOException {
        @Nullable String[] values = values(body);
        if (isMissing(values)) {
            throw new Malformed(missing() + names(body));
        }
        return user(asked, values);
    }

    private @Nullable String[] values(ByteBuffer body) throws IOException {
        var values = new @Nullable String[fields.size()];
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_ARRAY) {
                throw new Malformed("the body is no JSON object or array");
            }
            root.read(json, values);
            if (json.nextToken() != null) {
                throw new Malformed("something stands behind the JSON value, at " + place(json.currentTokenLocation()));
            }
        } catch (JsonProcessingException e) {
            throw new Malformed("broken JSON at " + place(e.getLocation()));
        }
        return values;
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "a place unknown"
                : "line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }

    private boolean isMissing(@Nullable String[] values) {
        return fields.getFirst().isMapped() ? values[0] == null : values[1] == null && values[2] == null;
    }

    private String missing() {
        return fields.getFirst().isMapped()
                ? fields.getFirst() + " is missing"
                : "%s and %s are missing".formatted(fields.get(1), fields.get(2));
    }

    /** Returns what the document has instead: the names of its first members, by which a wrong pointer can be seen. */
    private static String names(ByteBuffer body) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName();
                        name != null && names.size() < MAX_NAMES;
                        name = json.nextFieldName()) {
                    names.add(Quoted.of(name));
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        return names.isEmpty() ? "" : ", what came has " + String.join(", ", names);
    }

    private User user(UserId asked, @Nullable String[] values) throws Malformed {
        Field id = fields.getFirst();
        String found = values[0];
        if (found != null && !found.equals(asked.value())) {
            throw new Malformed("%s is %s, not %s".formatted(id, Quoted.of(found), Quoted.of(asked.value())));
        }
        try {
            return new User(asked, values[1] == null ? "" : values[1], values[2] == null ? "" : values[2]);
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** One of the three fields; an empty pointer means that it isn't mapped. */
    private record Field(int index, String path) {
        Field {
            if (!path.isEmpty() && !path.startsWith("/")) {
                throw new IllegalArgumentException("a JSON Pointer must begin with /: " + Quoted.of(path));
            }
        }

        boolean isMapped() {
            return !path.isEmpty();
        }

        JsonPointer pointer() {
            return JsonPointer.compile(path);
        }

        /** Takes the value that the parser stands at. */
        void take(JsonParser json, @Nullable String[] values) throws IOException {
            JsonToken token = json.currentToken();
            if (values[index] != null) {
                throw new Malformed("%s stands twice".formatted(path));
            }
            if (token == JsonToken.VALUE_STRING || (index == 0 && token == JsonToken.VALUE_NUMBER_INT)) {
                values[index] = json.getText();
            } else if (token != JsonToken.VALUE_NULL) {
                throw new Malformed("%s is %s, not a string".formatted(path, kind(token)));
            }
        }

        private static String kind(JsonToken token) {
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "an array";
                case VALUE_TRUE, VALUE_FALSE -> "a boolean";
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                default -> "no value";
            };
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** A place on the way to the fields: what ends here, and the members or elements that lead on. */
    private static final class Step {
        private final List<Field> ends = new ArrayList<>(1);
        private final Map<String, Step> next = new HashMap<>();

        void add(Field field, JsonPointer rest) {
            if (rest.matches()) {
                ends.add(field);
            } else {
                next.computeIfAbsent(rest.getMatchingProperty(), name -> new Step())
                        .add(field, rest.tail());
            }
        }

        /** Reads the value that the parser stands at, to its end. */
        void read(JsonParser json, @Nullable String[] values) throws IOException {
            for (Field field : ends) {
                field.take(json, values);
            }
            if (json.currentToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    follow(name, json, values);
                }
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                    follow(Integer.toString(i), json, values);
                }
            }
        }

        private void follow(String name, JsonParser json, @Nullable String[] values) throws IOException {
            Step step = next.get(name);
            if (step == null) {
                json.skipChildren();
            } else {
                step.read(json, values);
            }
        }
    }
}
