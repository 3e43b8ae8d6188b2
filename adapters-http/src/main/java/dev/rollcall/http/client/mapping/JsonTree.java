package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON document as collections: {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean} and null. */
final class JsonTree {
    private JsonTree() {}

    /**
     * Reads the value that the parser stands at, to its end. A document can't be nested so deeply that recursion fails: the parser forbids
     * that. Null stands for no value, too.
     *
     * @throws Malformed if an object has a member twice
     */
    static @Nullable Object read(JsonParser json) throws IOException {
        if (!json.hasCurrentToken()) {
            return null;
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> elements(json);
            default -> scalar(json);
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser json) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (members.containsKey(name)) {
                throw new Malformed("the member %s occurs twice".formatted(Quoted.of(name)));
            }
            members.put(name, read(json));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(json));
        }
        return elements;
    }

    /** Returns the scalar that the parser stands at, a whole number exactly; for an object or array an empty one. */
    static @Nullable Object scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> Map.of();
            case START_ARRAY -> List.of();
            default -> null;
        };
    }

    /** Writes a value. */
    static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(member.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> array) {
            json.writeStartArray();
            for (Object element : array) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Number || value instanceof Boolean) {
            json.writeRawValue(value.toString());
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    /** Returns the value that a pointer leads to; null if there is none. */
    static @Nullable Object at(@Nullable Object document, @Nullable JsonPointer pointer) {
        @Nullable Object found = document;
        for (JsonPointer rest = pointer; rest != null && !rest.matches(); rest = rest.tail()) {
            found = step(found, rest);
        }
        return found;
    }

    private static @Nullable Object step(@Nullable Object value, JsonPointer pointer) {
        if (value instanceof Map<?, ?> object) {
            return object.get(pointer.getMatchingProperty());
        }
        return value instanceof List<?> array ? element(array, pointer.getMatchingIndex()) : null;
    }

    private static @Nullable Object element(List<?> array, int index) {
        return index >= 0 && index < array.size() ? array.get(index) : null;
    }
}
