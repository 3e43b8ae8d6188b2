package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.RollCall;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The headers of a response with a roll call: {@code Rollcall-Complete}, and {@code Rollcall-Warning} if there is a warning. A table has
 * no other place for them.
 */
final class RollCallHeaders {
    private static final HeaderName COMPLETE = HeaderNames.create("Rollcall-Complete");
    private static final HeaderName WARNING = HeaderNames.create("Rollcall-Warning");

    private RollCallHeaders() {}

    static List<Header> of(RollCall.Summary summary) {
        List<Header> headers = new ArrayList<>();
        headers.add(
                HeaderValues.create(COMPLETE, Boolean.toString(summary.counts().isComplete())));
        summary.warning().ifPresent(text -> headers.add(HeaderValues.create(WARNING, ascii(text))));
        return headers;
    }

    /**
     * Returns the text as a valid field value (RFC 9110, section 5.5): what isn't printable ASCII is escaped as {@code \}{@code uXXXX}.
     */
    private static String ascii(String text) {
        var ascii = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c >= ' ' && c <= '~') {
                ascii.append((char) c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        return ascii.toString();
    }
}
