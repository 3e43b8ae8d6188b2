package dev.rollcall.http.server.rollcall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body {@code {"ids": […], "deadline": "PT2S"}}.
 *
 * @param ids the ids in the order of the body; each is a JSON string, without white space at its ends, or an integer
 * @param deadline the text of the deadline; empty if missing
 */
record RosterBody(List<UserId> ids, Optional<String> deadline) {
    /**
     * Reads the body.
     *
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    static RosterBody read(byte[] body) {
        return Body.object(body, RosterBody::members);
    }

    private static RosterBody members(JsonParser json) throws IOException {
        Set<String> seen = new HashSet<>();
        Optional<List<UserId>> ids = Optional.empty();
        Optional<String> deadline = Optional.empty();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!seen.add(name)) {
                throw Problem.badBody(name + " occurs twice", json.currentTokenLocation());
            }
            switch (name) {
                case "ids" -> ids = Optional.of(ids(json));
                case "deadline" -> deadline = Optional.of(deadline(json));
                default -> throw Problem.badBody("the body may have only ids and deadline");
            }
        }
        return new RosterBody(ids.orElseThrow(() -> Problem.badBody("ids is missing")), deadline);
    }

    /** Returns the maximum length of a body with this many ids, in bytes, with every character escaped. */
    static int maxLength(int ids) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, 1024 + ids * (6L * UserId.MAX_LENGTH + 4)));
    }

    private static List<UserId> ids(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw Problem.badBody("ids must be an array", json.currentTokenLocation());
        }
        List<UserId> ids = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ids.add(Body.id(json));
        }
        return ids;
    }

    private static String deadline(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw Problem.badBody("deadline must be a string", json.currentTokenLocation());
        }
        return json.getText();
    }
}
