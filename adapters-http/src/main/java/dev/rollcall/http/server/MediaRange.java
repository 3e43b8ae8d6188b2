package dev.rollcall.http.server;

import io.helidon.http.ServerRequestHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms that a roll call is sent in. */
enum MediaRange {
    /** One JSON document. */
    JSON("application/json"),
    /** An answer a line, in the roster's order (NDJSON). */
    LINES("application/x-ndjson"),
    /** Answers as they arrive (server-sent events, WHATWG HTML, section 9.2). */
    EVENTS("text/event-stream");

    /** The media types of all, the usual one first. */
    static final List<String> TYPES =
            Arrays.stream(values()).map(MediaRange::type).toList();

    private final String type;

    MediaRange(String type) {
        this.type = type;
    }

    /** Returns the media type. */
    String type() {
        return type;
    }

    /** Returns whether a body of this media type has this form. */
    boolean isTypeOf(String mediaType) {
        return type.equals(mediaType.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the form that the client likes best, JSON if it has no opinion.
     *
     * @throws Problem.Refusal if it takes none of them
     */
    static MediaRange best(ServerRequestHeaders headers) {
        String best = Accept.of(headers).choose(TYPES);
        return Arrays.stream(values())
                .filter(range -> range.isTypeOf(best))
                .findFirst()
                .orElse(JSON);
    }
}
