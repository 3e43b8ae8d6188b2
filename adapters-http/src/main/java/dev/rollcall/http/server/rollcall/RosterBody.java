package dev.rollcall.http.server.rollcall;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body {@code {"ids": […], "deadline": "PT2S"}}.
 *
 * @param ids the ids, as they stand there; each is a JSON string or an integer
 * @param deadline the text of the deadline; empty if it is left out
 */
record RosterBody(List<UserId> ids, Optional<String> deadline) {
    /**
     * Reads the body.
     *
     * @throws Problem.Refusal if it is anything else; this says what is wrong, and where
     */
    static RosterBody read(byte[] body) {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badBody("the body must be a JSON object with ids");
            }
            RosterBody read = members(json);
            if (json.nextToken() != null) {
                throw Problem.badBody("something stands behind the JSON object" + place(json.currentTokenLocation()));
            }
            return read;
        } catch (JsonProcessingException e) {
            throw Problem.badBody("the body is not JSON" + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RosterBody members(JsonParser json) throws IOException {
        Set<String> seen = new HashSet<>();
        Optional<List<UserId>> ids = Optional.empty();
        Optional<String> deadline = Optional.empty();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!seen.add(name)) {
                throw Problem.badBody(name + " stands twice" + place(json.currentTokenLocation()));
            }
            switch (name) {
                case "ids" -> ids = Optional.of(ids(json));
                case "deadline" -> deadline = Optional.of(deadline(json));
                default -> throw Problem.badBody("only ids and deadline may stand in the body");
            }
        }
        return new RosterBody(ids.orElseThrow(() -> Problem.badBody("ids is missing")), deadline);
    }

    /** Returns the longest body that so many ids can need, in bytes: with each character as a pair of escapes. */
    static int maxLength(int ids) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, 1024 + ids * (6L * UserId.MAX_LENGTH + 4)));
    }

    private static List<UserId> ids(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw Problem.badBody("ids must be an array" + place(json.currentTokenLocation()));
        }
        List<UserId> ids = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ids.add(id(json));
        }
        return ids;
    }

    /** Reads the id that the parser stands at. */
    static UserId id(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw Problem.badBody("an id must be a JSON string or an integer" + place(json.currentTokenLocation()));
        }
        try {
            return new UserId(json.getText());
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(e.getMessage() + place(json.currentTokenLocation()));
        }
    }

    private static String deadline(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw Problem.badBody("deadline must be a string" + place(json.currentTokenLocation()));
        }
        return json.getText();
    }

    /** Returns where it is, to be put behind a message; nothing if that isn't known. */
    static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : ", at line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }
}
