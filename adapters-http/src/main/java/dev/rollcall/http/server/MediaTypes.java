package dev.rollcall.http.server;

/** The media types that are sent or taken in more than one place, without parameters. All text is UTF-8. */
final class MediaTypes {
    static final String HTML = "text/html";

    static final String JSON = "application/json";

    static final String PROBLEM = "application/problem+json";

    /** A JSON document a line. */
    static final String NDJSON = "application/x-ndjson";

    static final String CSV = "text/csv";

    /** Server-sent events (WHATWG HTML, section 9.2). */
    static final String EVENTS = "text/event-stream";

    private MediaTypes() {}
}
