package dev.rollcall.db.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object whose members are texts, whole numbers, truth values, and objects and lists of these. Reading ignores the order of members,
 * and those that nobody asks for. For one thread.
 */
final class JsonObject {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> members;

    /** Creates one without members. */
    JsonObject() {
        this(new LinkedHashMap<>());
    }

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /** Adds a member. */
    JsonObject with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Adds a member if there is a value. */
    JsonObject withAny(String name, Optional<?> value) {
        value.ifPresent(given -> members.put(name, given));
        return this;
    }

    /** Returns whether there is such a member. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns a text. */
    String text(String name) {
        return (String) member(name);
    }

    /** Returns a number. */
    long number(String name) {
        return (Long) member(name);
    }

    /** Returns a number that isn't large. */
    int count(String name) {
        return Math.toIntExact(number(name));
    }

    /** Returns an object. */
    JsonObject object(String name) {
        return (JsonObject) member(name);
    }

    /** Returns a list. */
    List<?> list(String name) {
        return (List<?>) member(name);
    }

    /** Returns the names of the members. */
    Iterable<String> names() {
        return members.keySet();
    }

    private Object member(String name) {
        return requireNonNull(members.get(name), () -> "no member " + name);
    }

    /** Returns the document. */
    @Override
    public String toString() {
        return write(this);
    }

    /** Returns the document of an object, a list, a text, a whole number or a truth value. */
    static String write(Object value) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case JsonObject object -> object.write(json);
            case List<?> list -> writeList(list, json);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            default -> json.writeString(value.toString());
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            write(member.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void writeList(List<?> list, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(element, json);
        }
        json.writeEndArray();
    }

    /** Reads an object. */
    static JsonObject read(String document) {
        return (JsonObject) readValue(document);
    }

    /** Reads a list. */
    static List<?> readList(String document) {
        return (List<?>) readValue(document);
    }

    private static Object readValue(String document) {
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            return value(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = requireNonNull(json.currentToken());
        return switch (token) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> elements(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getText();
        };
    }

    private static JsonObject members(JsonParser json) throws IOException {
        var object = new JsonObject();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            object.with(name, value(json));
        }
        return object;
    }

    private static List<Object> elements(JsonParser json) throws IOException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(json));
        }
        return list;
    }
}
