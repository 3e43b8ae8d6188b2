package dev.rollcall.http.client.response;

import java.util.List;

/** A field of a response's head that is kept as it was sent; of all others nobody wants to know. */
public enum Field {
    /** RFC 9110, section 8.3. */
    CONTENT_TYPE("content-type"),
    /** RFC 9110, section 8.4; several such fields are one list. */
    CONTENT_ENCODING("content-encoding"),
    /** RFC 9110, section 10.2.2. */
    LOCATION("location"),
    /** RFC 9110, section 10.2.3. */
    RETRY_AFTER("retry-after"),
    /** How many requests are left of a quota; no standard, but spelled in three ways. */
    RATE_LIMIT_REMAINING("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining"),
    /** When the quota is full again. */
    RATE_LIMIT_RESET("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset");

    static final List<Field> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that is
    private final List<String> names;

    /** Tells the names, in lower case. */
    Field(String... names) {
        this.names = List.of(names);
    }

    /** Returns whether the name, which ends there, begins the line. */
    boolean isNamed(Line line, int end) {
        for (String name : names) {
            if (line.is(name, 0, end)) {
                return true;
            }
        }
        return false;
    }
}
