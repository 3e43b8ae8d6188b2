package dev.rollcall.http.server.web;

import dev.rollcall.http.format.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an endpoint answers: a value, so that endpoints are ordinary functions. Safe for use by many threads. */
public final class Response implements Sendable {
    /** The body of a response that has none. */
    static final byte[] NONE = {};

    private static final Header HTML =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MediaTypes.HTML + "; charset=utf-8");
    /** Pages load nothing but our own style sheet, script and icon, run nothing else, and stand in no frame. */
    private static final Header POLICY = HeaderValues.createCached(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'");

    /** The body is what its media type says, and nothing else (WHATWG Fetch, section 3.6). */
    static final Header NO_SNIFF = HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");

    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MediaTypes.JSON);
    /** What is kept has to be asked for again before it is shown. */
    private static final Header ASK_AGAIN = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    /** How long a body is that is worth compressing: a shorter one takes a packet either way. */
    private static final int LONG = 1400;

    private final Status status;
    private final List<Header> headers;
    private final byte[] body;
    private final boolean isCompressible;
    /** The body in gzip, once somebody asked for that. */
    private volatile byte @Nullable [] gzip;

    /**
     * Creates a response.
     *
     * @param status the status
     * @param headers the headers beside those that the server sets itself
     * @param body the bytes of the body, empty for none; not copied, so it must not be changed
     */
    public Response(Status status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        // a strong validator is of one coding only
        this.isCompressible = body.length >= LONG
                && headers.stream().noneMatch(header -> header.headerName().equals(HeaderNames.ETAG));
    }

    Status status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    /** Returns the body as it is without compression, which must not be changed. */
    public byte[] body() {
        return body;
    }

    /** Returns a page. */
    public static Response page(Status status, byte[] body) {
        return new Response(status, List.of(HTML, POLICY, ASK_AGAIN), body);
    }

    /** Returns a JSON document. */
    public static Response json(Status status, byte[] body) {
        return new Response(status, List.of(JSON, ASK_AGAIN), body);
    }

    /** Returns a response without a body. */
    public static Response empty(Status status) {
        return new Response(status, List.of(), NONE);
    }

    /** Returns a response that leads to another page, which is to be got anew (RFC 9110, section 15.4.4). */
    public static Response seeOther(String address) {
        return empty(Status.SEE_OTHER_303).with(HeaderValues.create(HeaderNames.LOCATION, address));
    }

    /** Returns the same response with one more header. */
    public Response with(Header header) {
        return with(List.of(header));
    }

    /** Returns the same response with more headers. */
    public Response with(List<Header> others) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Response(status, more, body);
    }

    @Override
    public void send(ServerRequest request, ServerResponse response) {
        response.status(status);
        response.header(NO_SNIFF);
        headers.forEach(response::header);
        byte[] sent = body;
        if (isCompressible) {
            response.headers().add(Gzip.VARY);
            if (Gzip.isAccepted(request.headers())) {
                response.header(Gzip.ENCODED);
                sent = compressed();
            }
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(sent.length);
            response.send(NONE);
        } else {
            response.send(sent);
        }
    }

    private byte[] compressed() {
        byte[] before = gzip;
        if (before != null) {
            return before;
        }
        byte[] encoded = Gzip.encode(body);
        gzip = encoded;
        return encoded;
    }
}
