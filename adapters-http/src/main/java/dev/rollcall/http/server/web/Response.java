package dev.rollcall.http.server.web;

import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.server.connection.OmittedLength;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A response as a value, so that endpoints are plain functions. Safe for use by many threads. */
public final class Response implements Sendable {
    /** No body. */
    static final byte[] NONE = {};

    private static final Header HTML =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MediaTypes.HTML + "; charset=utf-8");
    /** Pages load and run nothing but our own style sheet, script and icon, and can't be framed. */
    private static final Header POLICY = HeaderValues.createCached(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'");

    /** Browsers must not guess another media type (WHATWG Fetch, section 3.6). */
    static final Header NO_SNIFF = HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");

    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MediaTypes.JSON);
    /** Caches must revalidate before each use. */
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    /** The minimum length of a body worth compressing, in bytes: a shorter one takes one packet either way. */
    private static final int MIN_COMPRESSED = 1400;

    /** These never have a body. */
    private static final Set<Status> BODILESS = Set.of(Status.NO_CONTENT_204, Status.NOT_MODIFIED_304);

    private final Status status;
    private final List<Header> headers;
    private final byte[] body;
    private final boolean isCompressible;
    /** The body in gzip, once it was requested. */
    private volatile byte @Nullable [] gzip;

    /**
     * Creates a response.
     *
     * @param status the status
     * @param headers the headers, without those that the server sets itself; Location and Link name paths of this site
     * @param body the bytes, empty for no body; not copied, so they must not be changed
     */
    public Response(Status status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        // a strong entity tag belongs to one coding only
        this.isCompressible = body.length >= MIN_COMPRESSED
                && headers.stream().noneMatch(header -> header.headerName().equals(HeaderNames.ETAG));
    }

    Status status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    /** Returns the uncompressed body, which must not be changed. */
    public byte[] body() {
        return body;
    }

    /** Returns a page. */
    public static Response page(Status status, byte[] body) {
        return new Response(status, List.of(HTML, POLICY, NO_CACHE), body);
    }

    /** Returns a JSON document. */
    public static Response json(Status status, byte[] body) {
        return new Response(status, List.of(JSON, NO_CACHE), body);
    }

    /** Returns a response without a body. */
    public static Response empty(Status status) {
        return new Response(status, List.of(), NONE);
    }

    /** Returns a redirect to another page, which the client requests with GET (RFC 9110, section 15.4.4). */
    public static Response seeOther(String address) {
        return empty(Status.SEE_OTHER_303).with(HeaderValues.create(HeaderNames.LOCATION, address));
    }

    /**
     * Returns the headers of a body that browsers save as a file, and don't show (RFC 6266).
     *
     * @param name the name of the file: letters, digits, dots and hyphens
     * @param type the media type
     */
    public static List<Header> file(String name, String type) {
        return List.of(
                HeaderValues.create(HeaderNames.CONTENT_TYPE, type),
                HeaderValues.create(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\""));
    }

    /** Returns this response with one more header. */
    public Response with(Header header) {
        return with(List.of(header));
    }

    /** Returns this response with more headers. */
    public Response with(List<Header> others) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Response(status, more, body);
    }

    @Override
    public void send(ServerRequest request, ServerResponse response) {
        response.status(status);
        response.header(NO_SNIFF);
        BasePath base = BasePath.of(request);
        headers.forEach(header -> add(header, base, response));
        if (BODILESS.contains(status)) {
            response.header(OmittedLength.HEADER);
        }
        byte[] sent = body;
        if (isCompressible) {
            response.headers().add(Gzip.VARY);
            if (Gzip.isAccepted(request.headers())) {
                response.header(Gzip.ENCODED);
                sent = compressed();
            }
        }
        if (request.prologue().method().equals(Method.HEAD) && sent.length > 0) {
            response.contentLength(sent.length);
            response.send(NONE);
        } else {
            response.send(sent);
        }
    }

    /** A response has one header of a name, but it may set several cookies, each by a header of its own (RFC 6265, section 3). */
    private static void add(Header header, BasePath base, ServerResponse response) {
        HeaderName name = header.headerName();
        if (name.equals(HeaderNames.SET_COOKIE)) {
            response.headers().add(header);
        } else if (name.equals(HeaderNames.LOCATION) && header.get().startsWith("/")) {
            response.header(HeaderValues.create(name, base.to(header.get())));
        } else if (name.equals(HeaderNames.LINK) && header.get().startsWith("</")) {
            response.header(HeaderValues.create(name, "<" + base.to(header.get().substring(1))));
        } else {
            response.header(header);
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
