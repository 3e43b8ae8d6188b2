package dev.rollcall.http.server;

import io.helidon.http.HttpMediaType;
import io.helidon.http.ServerRequestHeaders;
import java.util.Locale;

/** The forms that a roll call is sent in. */
enum MediaRange {
    /** One JSON document. */
    JSON("application/json"),
    /** An answer a line, in the roster's order (NDJSON). */
    LINES("application/x-ndjson"),
    /** Answers as they arrive (server-sent events, WHATWG HTML, section 9.2). */
    EVENTS("text/event-stream");

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

    /** Returns the form that the header {@code Accept} names with the highest weight; JSON if it names none. */
    static MediaRange best(ServerRequestHeaders headers) {
        try {
            MediaRange best = JSON;
            double weight = 0;
            for (HttpMediaType accepted : headers.acceptedTypes()) {
                for (MediaRange range : values()) {
                    if (range.isTypeOf(accepted.mediaType().text()) && accepted.qualityFactor() > weight) {
                        best = range;
                        weight = accepted.qualityFactor();
                    }
                }
            }
            return best;
        } catch (RuntimeException malformed) {
            return JSON;
        }
    }
}
