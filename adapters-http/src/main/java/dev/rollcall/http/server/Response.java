package dev.rollcall.http.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * What an endpoint answers: a value, so that endpoints are ordinary functions.
 *
 * @param status the status
 * @param headers the headers beside those that the server sets itself
 * @param body the bytes of the body, empty for none; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Response(Status status, List<Header> headers, byte[] body) implements Sendable {
    /** The body of a response that has none. */
    static final byte[] NONE = {};

    private static final Header HTML = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    /** Pages load nothing but our own style sheet, script and icon, run nothing else, and stand in no frame. */
    private static final Header POLICY = HeaderValues.createCached(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'");

    private static final Header NO_SNIFF =
            HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    /** Returns a page. */
    static Response page(Status status, byte[] body) {
        return new Response(status, List.of(HTML, POLICY), body);
    }

    /** Returns a JSON document. */
    static Response json(Status status, byte[] body) {
        return new Response(status, List.of(JSON), body);
    }

    /** Returns a response without a body. */
    static Response empty(Status status) {
        return new Response(status, List.of(), NONE);
    }

    /** Returns a response that leads to another page, which is to be got anew (RFC 9110, section 15.4.4). */
    static Response seeOther(String address) {
        return empty(Status.SEE_OTHER_303).with(HeaderValues.create(HeaderNames.LOCATION, address));
    }

    /** Returns the same response with one more header. */
    Response with(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return new Response(status, more, body);
    }

    @Override
    public void send(ServerRequest request, ServerResponse response) {
        response.status(status);
        response.header(NO_SNIFF);
        headers.forEach(response::header);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            response.send(NONE);
        } else {
            response.send(body);
        }
    }
}
