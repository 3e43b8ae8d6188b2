package dev.rollcall.http.client.response;

import java.util.List;

/** The header fields of a response that are kept, as they were sent; all others are dropped. */
public enum Field {
    /** RFC 9110, section 8.3. */
    CONTENT_TYPE("content-type"),
    /** RFC 9110, section 8.4; several such fields form one list. */
    CONTENT_ENCODING("content-encoding"),
    /** RFC 8288, section 3; several such fields form one list. */
    LINK("link"),
    /** RFC 9110, section 10.2.2. */
    LOCATION("location"),
    /** RFC 9110, section 10.2.3. */
    RETRY_AFTER("retry-after"),
    /** How many requests a quota has left; not standardized, and spelled in three ways. */
    RATE_LIMIT_REMAINING("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining"),
    /** When the quota is renewed. */
    RATE_LIMIT_RESET("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset");

    static final List<Field> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> names;

    /** Takes the names in lower case. */
    Field(String... names) {
        this.names = List.of(names);
    }

    /** Returns whether several such fields form one list (RFC 9110, section 5.3); of others the last one counts. */
    boolean isList() {
        return this == CONTENT_ENCODING || this == LINK;
    }

    /** Returns whether the line's field name, which ends at {@code end}, is one of these. */
    boolean isNamed(ReceivedLine line, int end) {
        for (String name : names) {
            if (line.is(name, 0, end)) {
                return true;
            }
        }
        return false;
    }
}
