package dev.rollcall.http.server;

import dev.rollcall.domain.Query;
import dev.rollcall.domain.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Questions for a page of the directory, as they stand in the query of a URI. */
final class Queries {
    /** The usual number of users on a page. */
    private static final int PAGE = 50;

    private Queries() {}

    /**
     * Reads {@code q}, {@code after} and {@code limit}.
     *
     * @throws Problem.Refusal if one is wrong
     */
    static Query read(Parameters parameters) {
        String text = parameters
                .read(
                        "q",
                        "a text of at most " + Query.MAX_TEXT + " characters, without control characters",
                        q -> new Query(q, Optional.empty(), PAGE).text())
                .orElse("");
        Optional<UserId> after = parameters.read("after", "a cursor, as it came with the page before", Queries::id);
        int limit = parameters.number("limit", 1, Query.MAX_LIMIT).orElse(PAGE);
        return new Query(text, after, limit);
    }

    /** Returns the query of the URI, with the question mark; what is usual is left out. */
    static String write(Query query) {
        List<String> parameters = new ArrayList<>();
        if (query.limit() != PAGE) {
            parameters.add("limit=" + query.limit());
        }
        if (!query.text().isEmpty()) {
            parameters.add("q=" + Percent.encode(query.text()));
        }
        query.after().ifPresent(id -> parameters.add("after=" + cursor(id)));
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Returns the cursor of the page that begins behind the id: opaque to the client. */
    static String cursor(UserId id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.value().getBytes(StandardCharsets.UTF_8));
    }

    private static UserId id(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            return new UserId(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
