package dev.rollcall.db;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A user as the history keeps it: a JSON object with a string for each field. A field that it doesn't have was unknown when it was written;
 * one that this program doesn't know is passed over, since a newer one may have written it.
 */
final class UserDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private UserDocument() {}

    /** Returns the document of a user. */
    static String write(User user) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("name", user.name());
            json.writeStringField("email", user.email());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Returns the user of a document. */
    static User read(UserId id, String document) {
        String name = "";
        String email = "";
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "name" -> name = json.getText();
                    case "email" -> email = json.getText();
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new User(id, name, email);
    }
}
