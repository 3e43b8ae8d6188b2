package dev.rollcall.http.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user as members of a JSON object: a string for the id, a boolean for {@code active}, and a string for each other field. */
public final class UserMembers {
    private final UserFields fields;

    /** Creates it for these fields. */
    public UserMembers(UserFields fields) {
        this.fields = fields;
    }

    /** Writes the id, the fields of every user and those of the declared attributes that are known, into the current object. */
    public void write(User user, JsonGenerator json) throws IOException {
        json.writeStringField("id", user.id().value());
        for (UserField field : fields.all()) {
            String value = user.get(field);
            if (!field.isAttribute() || !value.isEmpty()) {
                write(field.name(), field, value, json);
            }
        }
    }

    /** Writes the value of a field as a member with this name. */
    public static void write(String name, UserField field, String value, JsonGenerator json) throws IOException {
        if (field.isFlag()) {
            json.writeBooleanField(name, Boolean.parseBoolean(value));
        } else {
            json.writeStringField(name, value);
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
     * @param values the allowed types of values, beside the boolean of a flag; null is read as empty text
     * @param members receives the texts by name
     * @return the first bad member, where the parser stops; empty if all are good
     */
    public Optional<Bad> read(JsonParser json, Set<JsonToken> values, Map<String, String> members) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Optional<Bad> bad = readMember(name, json, values, members);
            if (bad.isPresent()) {
                return bad;
            }
        }
        return Optional.empty();
    }

    private Optional<Bad> readMember(String name, JsonParser json, Set<JsonToken> values, Map<String, String> members)
            throws IOException {
        Optional<UserField> field = fields.find(name);
        if (field.isEmpty() && !name.equals("id")) {
            String names = String.join(", ", fields.names());
            return Optional.of(new Bad(name, "%s is not a member of a user (%s)".formatted(Quoted.of(name), names)));
        }
        JsonToken value = json.nextToken();
        boolean isFlag = field.filter(UserField::isFlag).isPresent();
        boolean isGood = isFlag
                ? value.isBoolean() || (value == JsonToken.VALUE_NULL && values.contains(value))
                : values.contains(value);
        if (!isGood) {
            return Optional.of(new Bad(name, name + (isFlag ? " must be true or false" : " must be a string")));
        }
        String text = value == JsonToken.VALUE_NULL ? "" : json.getText();
        return members.put(name, text) == null ? Optional.empty() : Optional.of(new Bad(name, name + " occurs twice"));
    }

    /** Returns the fields among the members, with their values. */
    public Map<UserField, String> fields(Map<String, String> members) {
        Map<UserField, String> values = new HashMap<>();
        for (UserField field : fields.all()) {
            String value = members.get(field.name());
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }
}
