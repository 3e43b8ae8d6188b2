package dev.rollcall.db;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A user as JSON in the history: an object with a string for each field. A missing field was unknown when it was written; an unknown one
 * is ignored, since a newer version may have written it.
 */
final class UserDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private UserDocument() {}

    static String write(User user) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (UserField field : UserField.ALL) {
                json.writeStringField(field.name(), user.get(field));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static User read(UserId id, String document) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    members.put(field, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<UserField, String> values = new HashMap<>();
        UserField.ALL.forEach(field -> values.put(field, members.getOrDefault(field.name(), "")));
        return new User(id, values);
    }
}
