package dev.rollcall.http.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/**
 * A download: a body that browsers save as a file instead of showing it (RFC 6266).
 *
 * @param name the name of the file: letters, digits, dots and hyphens
 * @param type the media type
 */
public record Attachment(String name, String type) {
    /** Returns the headers Content-Type and Content-Disposition. */
    public List<Header> headers() {
        return List.of(
                HeaderValues.create(HeaderNames.CONTENT_TYPE, type),
                HeaderValues.create(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\""));
    }
}
