package dev.rollcall.http.format.users;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads users from an array of JSON objects, one by one. Where the file stops being valid JSON, a bad row says so and is the last. */
final class JsonArrayUsers extends UserRows {
    private static final int MAX_BLANK = 8 * 1024;

    private final MappedUsers users;
    private final JsonParser json;
    private boolean isEnded;

    JsonArrayUsers(BufferedReader text, MappedUsers users) throws IOException {
        super(users);
        this.users = users;
        json = Json.FACTORY.createParser(text);
        json.nextToken();
    }

    /** Returns whether the text begins with an array, and leaves it where it is. */
    static boolean isArray(BufferedReader text) throws IOException {
        text.mark(MAX_BLANK);
        int first = text.read();
        for (int read = 1; Character.isWhitespace(first) && read < MAX_BLANK; read++) {
            first = text.read();
        }
        text.reset();
        return first == '[';
    }

    @Override
    Optional<Row> read() {
        if (isEnded) {
            return Optional.empty();
        }
        long line = json.currentLocation().getLineNr();
        try {
            JsonToken next = json.nextToken();
            line = json.currentTokenLocation().getLineNr();
            if (next == JsonToken.END_ARRAY) {
                isEnded = true;
                return json.nextToken() == null
                        ? Optional.empty()
                        : Optional.of(MappedUsers.bad(line, "", "", "unexpected content after the array"));
            }
            if (next != JsonToken.START_OBJECT) {
                json.skipChildren();
                return Optional.of(MappedUsers.bad(line, "", "", "an element of the array must be an object"));
            }
            JsonRow row = JsonRow.read(json);
            row.members().forEach(users::see);
            return Optional.of(users.row(line, row, ""));
        } catch (JsonRow.Unusable e) {
            isEnded = true;
            return Optional.of(MappedUsers.bad(line, "", "", e.getMessage() + "; the rest was not read"));
        } catch (JsonProcessingException e) {
            isEnded = true;
            return Optional.of(MappedUsers.bad(
                    e.getLocation().getLineNr(), "", "", "the file is not valid JSON; the rest was not read"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
