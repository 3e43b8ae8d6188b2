package dev.rollcall.http.server.connection;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Leaves out the {@code Content-Length} of a response that has no body and whose length isn't 0, or mustn't be told (RFC 9110, section 8.6).
 * Helidon sets one in each such response that has none, so such a response is given {@link #HEADER}, which is removed before it is sent.
 */
public final class OmittedLength implements Http1ConnectionListener {
    /** The header that isn't sent. */
    public static final Header HEADER = HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, "0");

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        if (headers instanceof WritableHeaders<?> sent
                && sent.contains(HeaderNames.CONTENT_LENGTH)
                && isOmitted(sent.get(HeaderNames.CONTENT_LENGTH))) {
            sent.remove(HeaderNames.CONTENT_LENGTH);
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal header belongs to an empty body, whose length must be told
    private static boolean isOmitted(Header length) {
        return length == HEADER;
    }
}
