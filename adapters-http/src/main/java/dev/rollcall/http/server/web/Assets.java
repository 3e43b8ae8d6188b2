package dev.rollcall.http.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/** The static files of the pages, from the jar. Pages link to them with their version, so that browsers can cache them. */
public final class Assets {
    private static final Header CACHED =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final Header NOT_CACHED = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Asset STYLE = load("style.css", "text/css; charset=utf-8");
    private static final Asset SCRIPT = load("script.js", "text/javascript; charset=utf-8");
    private static final Asset FAVICON = load("favicon.svg", "image/svg+xml");

    /** Changes whenever a file does. */
    static final String VERSION = version(STYLE.current.body(), SCRIPT.current.body(), FAVICON.current.body());

    private static final String CURRENT = "v=" + VERSION;

    private Assets() {}

    /** {@code GET /style.css}. */
    public static Response style(ServerRequest request) {
        return STYLE.answer(request);
    }

    /** {@code GET /script.js}. */
    public static Response script(ServerRequest request) {
        return SCRIPT.answer(request);
    }

    /** {@code GET /favicon.svg}. */
    public static Response favicon(ServerRequest request) {
        return FAVICON.answer(request);
    }

    private static String version(byte[]... files) {
        var sum = new CRC32();
        for (byte[] file : files) {
            sum.update(file);
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /**
     * A file.
     *
     * @param current the response to its current version
     * @param other the response to any other: a page of an instance with another version may ask this one
     */
    private record Asset(Response current, Response other) {
        Response answer(ServerRequest request) {
            return request.query().rawValue().equals(CURRENT) ? current : other;
        }
    }

    private static Asset load(String file, String type) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(file), file)) {
            byte[] body = in.readAllBytes();
            var plain = new Response(Status.OK_200, List.of(HeaderValues.create(HeaderNames.CONTENT_TYPE, type)), body);
            return new Asset(plain.with(CACHED), plain.with(NOT_CACHED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
