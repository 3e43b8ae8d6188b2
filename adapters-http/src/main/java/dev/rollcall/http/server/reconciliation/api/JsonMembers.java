package dev.rollcall.http.server.reconciliation.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads objects of which every member is known and optional. */
final class JsonMembers {
    private JsonMembers() {}

    /** Reads the value at which the parser is. */
    @FunctionalInterface
    interface Member {
        void read(JsonParser json) throws IOException;
    }

    /**
     * Reads the members of the object at whose start the parser is, to its end.
     *
     * @param what the name of the object, for messages
     * @param known how each is read
     * @throws Problem.Refusal if there is another member, or one twice; it says which, and where
     */
    static void read(JsonParser json, String what, Map<String, Member> known) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.badBody(what + " must be a JSON object", json.currentTokenLocation());
        }
        Set<String> seen = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Member member = known.get(name);
            if (member == null) {
                throw unknown(name, what, known.keySet(), json);
            }
            if (!seen.add(name)) {
                throw Problem.badBody(name + " occurs twice", json.currentTokenLocation());
            }
            json.nextToken();
            member.read(json);
        }
    }

    private static Problem.Refusal unknown(String name, String what, Set<String> known, JsonParser json) {
        return Problem.badBody(
                "%s is not a member of %s, which may have %s"
                        .formatted(Quoted.of(name), what, String.join(", ", new TreeSet<>(known))),
                json.currentTokenLocation());
    }

    /**
     * Returns the string at which the parser is.
     *
     * @throws Problem.Refusal if it is something else
     */
    static String text(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problem.badBody(name + " must be a string", json.currentTokenLocation());
        }
        return json.getText();
    }

    /**
     * Returns the string at which the parser is, as one of some values.
     *
     * @param word how a value is written
     * @throws Problem.Refusal if it is none of them
     */
    static <T> T oneOf(JsonParser json, String name, T[] values, Function<T, String> word) throws IOException {
        boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
        String text = isText ? json.getText() : "";
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.badBody(
                        "%s must be one of %s%s"
                                .formatted(
                                        name,
                                        Arrays.stream(values).map(word).collect(Collectors.joining(", ")),
                                        isText ? ": " + Quoted.of(text) : ""),
                        json.currentTokenLocation()));
    }
}
