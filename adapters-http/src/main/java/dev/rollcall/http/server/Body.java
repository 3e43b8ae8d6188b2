package dev.rollcall.http.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The body of a request. */
final class Body {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    /** What a patch may be (RFC 5789, section 3.1). */
    private static final Header ACCEPT_PATCH =
            HeaderValues.createCached(HeaderNames.create("Accept-Patch"), MERGE_PATCH);

    private static final int BUFFER = 64 * 1024;
    /** How much more is read and thrown away, so that the client reads the refusal and the connection can be kept. */
    private static final int SKIPPED = 16 * 1024 * 1024;

    private Body() {}

    /**
     * Reads a JSON body of at most so many bytes.
     *
     * @throws Problem.Refusal if the Content-Type is another, or the body too long
     * @throws IOException if the client goes away
     */
    static byte[] json(ServerRequest request, int max) throws IOException {
        if (!isOf(request, "application/json")) {
            throw wrongType("application/json").refusal();
        }
        return bytes(request, max);
    }

    /**
     * Reads a merge patch (RFC 7396) of at most so many bytes.
     *
     * @throws Problem.Refusal if the Content-Type is another, or the body too long
     * @throws IOException if the client goes away
     */
    static byte[] mergePatch(ServerRequest request, int max) throws IOException {
        if (!isOf(request, MERGE_PATCH)) {
            throw wrongType(MERGE_PATCH).with(ACCEPT_PATCH).refusal();
        }
        return bytes(request, max);
    }

    private static boolean isOf(ServerRequest request, String mediaType) {
        return type(request.headers())
                .filter(type -> type.mediaType().text().equalsIgnoreCase(mediaType) && isUtf8(type))
                .isPresent();
    }

    private static Problem wrongType(String right) {
        return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be %s, in UTF-8".formatted(right));
    }

    private static byte[] bytes(ServerRequest request, int max) throws IOException {
        try {
            InputStream in = request.content().inputStream();
            byte[] body = in.readNBytes(max + 1);
            if (body.length > max) {
                throw tooLarge(in, max);
            }
            return body;
        } catch (Problem.Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            // the server's own reader throws all sorts of things when the framing is wrong or the client goes away
            throw new Problem(ProblemType.BAD_REQUEST, "the body ends too early, or its framing is malformed")
                    .with(HeaderValues.CONNECTION_CLOSE)
                    .refusal();
        }
    }

    /** Returns whether the body has this form. */
    static boolean isOf(ServerRequest request, MediaRange range) {
        return type(request.headers())
                .map(type -> range.isTypeOf(type.mediaType().text()))
                .orElse(false);
    }

    private static Optional<HttpMediaType> type(ServerRequestHeaders headers) {
        try {
            return headers.contentType();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isUtf8(HttpMediaType type) {
        return type.charset().map(charset -> charset.equalsIgnoreCase("utf-8")).orElse(true);
    }

    private static Problem.Refusal tooLarge(InputStream in, int max) throws IOException {
        var problem = new Problem(ProblemType.BODY_TOO_LARGE, "the body must be at most %d bytes".formatted(max));
        long skipped = 0;
        for (long n = 1; n > 0 && skipped < SKIPPED; skipped += n) {
            n = in.readNBytes(BUFFER).length;
        }
        return (skipped < SKIPPED ? problem : problem.with(HeaderValues.CONNECTION_CLOSE)).refusal();
    }
}
