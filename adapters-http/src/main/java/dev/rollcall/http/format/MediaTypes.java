package dev.rollcall.http.format;

/** The media types used in more than one place, without parameters. All text is UTF-8. */
public final class MediaTypes {
    public static final String HTML = "text/html";

    public static final String JSON = "application/json";

    public static final String PROBLEM = "application/problem+json";

    /** One JSON document per line. */
    public static final String NDJSON = "application/x-ndjson";

    public static final String CSV = "text/csv";

    /** Server-sent events (WHATWG HTML, section 9.2). */
    public static final String EVENTS = "text/event-stream";

    private MediaTypes() {}
}
