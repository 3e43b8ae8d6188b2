package dev.rollcall.http.format.users;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of JSON as a row: a column for each member, and by JSON Pointer (RFC 6901) for what is in members. Numbers, true and false are
 * their texts, null is empty.
 */
final class JsonRow implements ColumnValues {
    /** The maximum length of all names and values together, in characters. */
    static final int MAX_LENGTH = 64 * 1024;

    private final Set<String> members = new LinkedHashSet<>();
    /** The values by what points to them. */
    private final Map<String, String> texts = new HashMap<>();
    /** What points to objects and arrays. */
    private final Set<String> nested = new HashSet<>();

    private int length;

    /** Says that an object can't be a row. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    private JsonRow() {}

    /**
     * Reads the object at whose start the parser is, to its end.
     *
     * @throws Unusable if it is too long, or a member occurs twice; the parser is somewhere in it
     */
    static JsonRow read(JsonParser json) throws IOException, Unusable {
        var row = new JsonRow();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!row.members.add(name)) {
                throw new Unusable(Quoted.of(name) + " occurs twice");
            }
            json.nextToken();
            row.readValue(pointer(name), json);
        }
        return row;
    }

    /** Returns the names of the members. */
    Set<String> members() {
        return members;
    }

    @Override
    public Optional<String> value(String key) {
        String pointer = key.startsWith("/") ? key : pointer(key);
        if (nested.contains(pointer)) {
            throw new IllegalArgumentException(
                    "%s must be one value, not an object or an array; what is in it can be mapped, such as %s/MEMBER"
                            .formatted(Quoted.of(key), pointer));
        }
        return Optional.ofNullable(texts.get(pointer));
    }

    /** Returns what points to a member of the object. */
    private static String pointer(String name) {
        return "/" + escaped(ColumnValues.key(name));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private void readValue(String pointer, JsonParser json) throws IOException, Unusable {
        JsonToken value = json.currentToken();
        if (value.isStructStart()) {
            nested.add(pointer);
            readNested(pointer, json);
        } else {
            String text = value == JsonToken.VALUE_NULL ? "" : json.getText();
            count(text);
            texts.putIfAbsent(pointer, text);
        }
    }

    private void readNested(String place, JsonParser json) throws IOException, Unusable {
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        JsonToken next = json.nextToken();
        for (int index = 0; !next.isStructEnd(); index++) {
            String name = isObject ? json.currentName() : Integer.toString(index);
            if (isObject) {
                json.nextToken();
            }
            String pointer = place + pointer(name);
            count(pointer);
            readValue(pointer, json);
            next = json.nextToken();
        }
    }

    private void count(String text) throws Unusable {
        length += text.length();
        if (length > MAX_LENGTH) {
            throw new Unusable("a user must be at most %s characters long".formatted(MAX_LENGTH));
        }
    }
}
