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
    private static final Response STYLE = load("style.css", "text/css; charset=utf-8");
    private static final Response SCRIPT = load("script.js", "text/javascript; charset=utf-8");
    private static final Response FAVICON = load("favicon.svg", "image/svg+xml");

    /** Changes whenever a file does. */
    static final String VERSION = version(STYLE.body(), SCRIPT.body(), FAVICON.body());

    private Assets() {}

    /** {@code GET /style.css}. */
    public static Response style(ServerRequest request) {
        return STYLE;
    }

    /** {@code GET /script.js}. */
    public static Response script(ServerRequest request) {
        return SCRIPT;
    }

    /** {@code GET /favicon.svg}. */
    public static Response favicon(ServerRequest request) {
        return FAVICON;
    }

    private static String version(byte[]... files) {
        var sum = new CRC32();
        for (byte[] file : files) {
            sum.update(file);
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static Response load(String file, String type) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(file), file)) {
            byte[] body = in.readAllBytes();
            return new Response(
                    Status.OK_200, List.of(HeaderValues.create(HeaderNames.CONTENT_TYPE, type), CACHED), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
