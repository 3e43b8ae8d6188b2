package dev.rollcall.db.document;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fields of a user as JSON: an object with a string for each field, by name; a missing one has its usual value. The history has documents
 * of all fields, the lines of runs of those that are known, the table of users those of the attributes. A member whose name can't be a
 * field's is ignored, since a newer version may have written it.
 */
public final class UserDocument {
    private static final JsonFactory JSON = new JsonFactory();
    /** The document of a user without attributes. */
    public static final String NOTHING = "{}";

    private static final Map<String, UserField> BASIC =
            UserFields.BASIC.all().stream().collect(toUnmodifiableMap(UserField::name, field -> field));

    private UserDocument() {}

    /** Returns all fields. */
    public static String of(User user) {
        SortedMap<String, String> members = user.attributes();
        UserFields.BASIC.all().forEach(field -> members.put(field.name(), user.get(field)));
        return write(members);
    }

    /** Returns the fields that are known, without those that have their usual values. */
    public static String ofKnown(User user) {
        Map<String, String> members = new TreeMap<>();
        user.values().forEach((field, value) -> members.put(field.name(), value));
        return members.isEmpty() ? NOTHING : write(members);
    }

    /** Returns the attributes. */
    public static String ofAttributes(User user) {
        Map<String, String> attributes = user.attributes();
        return attributes.isEmpty() ? NOTHING : write(attributes);
    }

    private static String write(Map<String, String> members) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads the fields in a document; returns a map that the caller may change. */
    public static Map<UserField, String> read(String document) {
        Map<UserField, String> values = new HashMap<>();
        if (document.equals(NOTHING)) {
            return values;
        }
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    String value = json.getText();
                    field(name).ifPresent(field -> values.put(field, value));
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    /** Returns the field with the name; empty if it can't be one. */
    static Optional<UserField> field(String name) {
        UserField basic = BASIC.get(name);
        return basic != null ? Optional.of(basic) : attribute(name);
    }

    private static Optional<UserField> attribute(String name) {
        try {
            return Optional.of(UserField.attribute(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
