package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.http.client.mapping.JsonBody;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extracts an error code and an error text from the body of a response, by the member names of well-known APIs (RFC 9457, section 3.1;
 * RFC 6749, section 5.2; RFC 7644, section 3.12; JSON:API; and vendors'). A {@code text/plain} body is the text itself.
 *
 * <p>Names match regardless of case, underscores and hyphens.
 */
final class ErrorBody {
    private static final int MAX_DEPTH = 4;

    private static final List<String> CODES = List.of("code", "errorcode", "error", "title", "scimtype");
    private static final List<String> TEXTS = List.of(
            "message",
            "errordescription",
            "errormessage",
            "errorsummary",
            "detail",
            "description",
            "error",
            "title",
            "msg",
            "reason",
            "errors");
    /** Members whose object, or first element, may contain more of it. */
    private static final Set<String> CONTAINERS = Set.of("error", "errors", "fault", "detail", "details");
    /** Names that a user may have too: in a success, they don't describe an error. */
    private static final Set<String> AMBIGUOUS = Set.of("title", "detail", "details", "description", "reason");

    private final boolean isError;
    private final Map<String, String> found = new HashMap<>();

    private ErrorBody(boolean isError) {
        this.isError = isError;
    }

    /** Returns the code, with the text in parentheses, or one of the two; line breaks become blanks. */
    static Optional<String> of(RemoteResponse response) {
        ByteBuffer body = JsonBody.unmarked(response.beginning());
        boolean isText = response.field(Field.CONTENT_TYPE)
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/plain"))
                .isPresent();
        return switch (first(body)) {
            case '{', '[', '"' -> new ErrorBody(response.status() >= 300).read(body, response.status());
            default -> isText ? text(UTF_8.decode(body).toString()) : Optional.empty();
        };
    }

    private static char first(ByteBuffer body) {
        for (int i = body.position(); i < body.limit(); i++) {
            if (!Character.isWhitespace(body.get(i))) {
                return (char) body.get(i);
            }
        }
        return ' ';
    }

    private static Optional<String> text(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private Optional<String> read(ByteBuffer body, int status) {
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                members(json, 0);
            } else if (isError) {
                value("errors", json, 0);
            }
        } catch (IOException | RuntimeException e) {
            // truncated, invalid, or the library fails on it: what was found before counts
        }
        found.values().removeIf(Integer.toString(status)::equals);
        return joined();
    }

    private Optional<String> joined() {
        Optional<String> code =
                CODES.stream().filter(found::containsKey).map(found::get).findFirst();
        Optional<String> text = TEXTS.stream()
                .filter(found::containsKey)
                .map(found::get)
                .filter(other -> !code.equals(Optional.of(other)))
                .findFirst();
        return code.map(it -> it + text.map(" (%s)"::formatted).orElse("")).or(() -> text);
    }

    private void members(JsonParser json, int depth) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
            if (depth == 0 && !isError && AMBIGUOUS.contains(plain)) {
                json.skipChildren();
            } else {
                value(plain, json, depth);
            }
        }
    }

    private void value(String name, JsonParser json, int depth) throws IOException {
        boolean leadsOn = CONTAINERS.contains(name) && depth < MAX_DEPTH;
        switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT ->
                text(json.getText()).ifPresent(text -> found.putIfAbsent(name, text));
            case START_OBJECT, START_ARRAY -> {
                if (!leadsOn) {
                    json.skipChildren();
                } else if (json.isExpectedStartArrayToken()) {
                    firstElement(name, json, depth + 1);
                } else {
                    members(json, depth + 1);
                }
            }
            default -> {}
        }
    }

    private void firstElement(String name, JsonParser json, int depth) throws IOException {
        if (json.nextToken() != JsonToken.END_ARRAY) {
            value(name, json, depth);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
            }
        }
    }
}
