package dev.rollcall.http.server.web;

import dev.rollcall.http.format.MediaTypes;
import io.helidon.http.BadRequestException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The body of a request. */
public final class Body {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    /** What a patch may be (RFC 5789, section 3.1). */
    static final Header ACCEPT_PATCH = HeaderValues.createCached(HeaderNames.create("Accept-Patch"), MERGE_PATCH);

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
    public static byte[] json(ServerRequest request, int max) throws IOException {
        if (!isOf(request, MediaTypes.JSON)) {
            throw wrongType(MediaTypes.JSON).refusal();
        }
        return bytes(request, max);
    }

    /**
     * Reads a merge patch (RFC 7396) of at most so many bytes.
     *
     * @throws Problem.Refusal if the Content-Type is another, or the body too long
     * @throws IOException if the client goes away
     */
    public static byte[] mergePatch(ServerRequest request, int max) throws IOException {
        if (!isOf(request, MERGE_PATCH)) {
            throw wrongType(MERGE_PATCH).with(ACCEPT_PATCH).refusal();
        }
        return bytes(request, max);
    }

    /** Returns whether the body has this media type, and is in UTF-8. */
    public static boolean isOf(ServerRequest request, String mediaType) {
        return type(request.headers())
                .filter(type -> type.mediaType().text().equalsIgnoreCase(mediaType) && isUtf8(type))
                .isPresent();
    }

    /** Returns the problem that the Content-Type is another than the right one. */
    public static Problem wrongType(String right) {
        return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be %s, in UTF-8".formatted(right));
    }

    /**
     * Reads a body of at most so many bytes, of any type.
     *
     * @throws Problem.Refusal if it is longer
     * @throws IOException if the client goes away
     */
    static byte[] bytes(ServerRequest request, int max) throws IOException {
        InputStream in = stream(request);
        byte[] body = in.readNBytes(max + 1);
        if (body.length > max) {
            throw tooLarge(in, max);
        }
        return body;
    }

    /** Returns the body as it comes in; reading it throws a {@link Problem.Refusal} if it ends too early. */
    public static InputStream stream(ServerRequest request) {
        return new Incoming(request.content().inputStream());
    }

    /**
     * Copies a body of at most so many bytes into a file.
     *
     * @throws Problem.Refusal if it is longer, or ends too early
     * @throws IOException if the file can't be written
     */
    public static void copy(InputStream body, long max, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long left = max;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw tooLarge(body, max);
                }
                out.write(buffer, 0, n);
            }
        }
    }

    /** A body whose end before its time is a problem of the client's. */
    private static final class Incoming extends FilterInputStream {
        Incoming(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                // the server's own reader throws all sorts of things when the framing is wrong or the client goes away
                throw new Problem(ProblemType.BAD_REQUEST, "the body ends too early, or its framing is malformed")
                        .with(HeaderValues.CONNECTION_CLOSE)
                        .refusal();
            }
        }
    }

    /** Returns the media type of the body; empty if there is none, or it is malformed. */
    static Optional<HttpMediaType> type(ServerRequestHeaders headers) {
        try {
            return headers.contentType();
        } catch (BadRequestException e) {
            return Optional.empty();
        }
    }

    private static boolean isUtf8(HttpMediaType type) {
        return type.charset().map(charset -> charset.equalsIgnoreCase("utf-8")).orElse(true);
    }

    private static Problem.Refusal tooLarge(InputStream in, long max) throws IOException {
        var problem = new Problem(ProblemType.BODY_TOO_LARGE, "the body must be at most %s bytes".formatted(max));
        long skipped = 0;
        for (long n = 1; n > 0 && skipped < SKIPPED; skipped += n) {
            n = in.readNBytes(BUFFER).length;
        }
        return (skipped < SKIPPED ? problem : problem.with(HeaderValues.CONNECTION_CLOSE)).refusal();
    }
}
