package dev.rollcall.domain.rollcall;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a roll call belongs in a distributed trace: the value of {@code traceparent} (W3C Trace Context, section 3.2), which is passed on to
 * the remote as it is.
 *
 * @param text the value
 */
public record TraceParent(String text) {
    /** Those of later versions may go on after the flags (section 4.3 there). */
    private static final Pattern VALID = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]{0,200})?");

    /**
     * Validates it.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public TraceParent {
        if (!VALID.matcher(text).matches()) {
            throw new IllegalArgumentException("traceparent is malformed");
        }
    }

    /** Returns the one that a text is; empty if it is malformed: then the trace begins anew (section 4.3). */
    public static Optional<TraceParent> of(String text) {
        return VALID.matcher(text).matches() ? Optional.of(new TraceParent(text)) : Optional.empty();
    }

    /** Returns the id of the trace: 32 hexadecimal digits. */
    public String traceId() {
        Matcher parts = VALID.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        return parts.group(1);
    }
}
