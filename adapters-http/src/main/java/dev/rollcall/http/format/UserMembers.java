package dev.rollcall.http.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A user as members of a JSON object: a string for the id, and one for each field. */
public final class UserMembers {
    /** The names of the members, in the order in which they are written; CSV files have them as columns. */
    public static final List<String> NAMES = Stream.concat(
                    Stream.of("id"), UserField.ALL.stream().map(UserField::name))
            .toList();

    private UserMembers() {}

    /** Writes all members of the user into the current object. */
    public static void write(User user, JsonGenerator json) throws IOException {
        json.writeStringField("id", user.id().value());
        for (UserField field : UserField.ALL) {
            json.writeStringField(field.name(), user.get(field));
        }
    }

    /**
     * An invalid member of a user.
     *
     * @param name its name
     * @param reason what is wrong with it, in a sentence without a full stop that begins with the name
     */
    public record Bad(String name, String reason) {}

    /**
     * Reads the members of the object at whose start the parser is, to its end.
     *
     * @param values the allowed types of values; null is read as empty text
     * @param members receives the texts by name
     * @return the first bad member, where the parser stops; empty if all are good
     */
    public static Optional<Bad> read(JsonParser json, Set<JsonToken> values, Map<String, String> members)
            throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Optional<Bad> bad = readMember(name, json, values, members);
            if (bad.isPresent()) {
                return bad;
            }
        }
        return Optional.empty();
    }

    private static Optional<Bad> readMember(
            String name, JsonParser json, Set<JsonToken> values, Map<String, String> members) throws IOException {
        if (!NAMES.contains(name)) {
            String names = String.join(", ", NAMES);
            return Optional.of(new Bad(name, "%s is not a member of a user (%s)".formatted(Quoted.of(name), names)));
        }
        JsonToken value = json.nextToken();
        if (!values.contains(value)) {
            return Optional.of(new Bad(name, name + " must be a string"));
        }
        String text = value == JsonToken.VALUE_NULL ? "" : json.getText();
        return members.put(name, text) == null ? Optional.empty() : Optional.of(new Bad(name, name + " occurs twice"));
    }

    /** Returns the fields among the members, with their values. */
    public static Map<UserField, String> fields(Map<String, String> members) {
        Map<UserField, String> values = new HashMap<>();
        for (UserField field : UserField.ALL) {
            String value = members.get(field.name());
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }
}
