package dev.rollcall.http.client.api;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads users from the remote's JSON. Documents are streamed; only the mapped fields are kept.
 *
 * <p>The id is a string, or a number, which counts as its digits. Fields are strings; null or missing ones are unknown.
 */
final class UserReader {
    /** How many names of other members a message shows at most. */
    private static final int MAX_NAMES = 8;

    private final FieldMapping mapping;
    private final List<UserField> fields;
    private final Step root = new Step();

    UserReader(FieldMapping mapping) {
        this.mapping = mapping;
        fields = mapping.pointers().keySet().stream().sorted().toList();
        if (mapping.tellsId()) {
            root.add(new Target(0, mapping.id()));
        }
        for (int i = 0; i < fields.size(); i++) {
            root.add(new Target(i + 1, mapping.pointers().getOrDefault(fields.get(i), "")));
        }
    }

    /**
     * Reads the requested user.
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
        var values = new @Nullable String[1 + fields.size()];
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_ARRAY) {
                throw new Malformed("the body is no JSON object or array");
            }
            root.read(json, values);
            if (json.nextToken() != null) {
                throw new Malformed(
                        "unexpected content after the JSON value, at " + place(json.currentTokenLocation()));
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
        return mapping.tellsId() ? values[0] == null : Arrays.stream(values).allMatch(Objects::isNull);
    }

    private String missing() {
        return mapping.tellsId()
                ? mapping.id() + " is missing"
                : fields.stream().map(mapping.pointers()::get).collect(joining(" and ")) + " are missing";
    }

    /** Returns the names of the document's first members, which show a wrong pointer. */
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
        String found = values[0];
        if (found != null && !found.equals(asked.value())) {
            throw new Malformed("%s is %s, not %s".formatted(mapping.id(), Quoted.of(found), Quoted.of(asked.value())));
        }
        try {
            return new User(asked, known(values));
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private Map<UserField, String> known(@Nullable String[] values) {
        Map<UserField, String> known = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String value = values[i + 1];
            if (value != null) {
                known.put(fields.get(i), value);
            }
        }
        return known;
    }

    /** The pointer to the id or to a field, and its index among the values. */
    private record Target(int index, String path) {
        /** Takes the current value of the parser. */
        void take(JsonParser json, @Nullable String[] values) throws IOException {
            JsonToken token = json.currentToken();
            if (values[index] != null) {
                throw new Malformed("%s occurs twice".formatted(path));
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
    }

    /** A node of the trie of pointers: the targets that end here, and the next nodes by member name or array index. */
    private static final class Step {
        private final List<Target> ends = new ArrayList<>(1);
        private final Map<String, Step> next = new HashMap<>();

        void add(Target target) {
            add(target, JsonPointer.compile(target.path()));
        }

        private void add(Target target, JsonPointer rest) {
            if (rest.matches()) {
                ends.add(target);
            } else {
                next.computeIfAbsent(rest.getMatchingProperty(), name -> new Step())
                        .add(target, rest.tail());
            }
        }

        /** Reads the value that the parser stands at, to its end. */
        void read(JsonParser json, @Nullable String[] values) throws IOException {
            for (Target target : ends) {
                target.take(json, values);
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
