package dev.rollcall.http.server.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.server.connection.Peer;
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
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request. */
public final class Body {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    /** The media type of a patch (RFC 5789, section 3.1). */
    static final Header ACCEPT_PATCH = HeaderValues.createCached(HeaderNames.create("Accept-Patch"), MERGE_PATCH);

    private static final int BUFFER = 64 * 1024;
    /** How much of a body that is too large is read and discarded, so that the client reads the response and the connection stays open. */
    private static final int MAX_SKIPPED = 16 * 1024 * 1024;

    private Body() {}

    /**
     * Reads a JSON body.
     *
     * @param max the maximum length in bytes
     * @throws Problem.Refusal if the Content-Type is another, or the body too large
     * @throws IOException if the client disconnects
     */
    public static byte[] json(ServerRequest request, int max) throws IOException {
        if (!isOf(request, MediaTypes.JSON)) {
            throw wrongType(MediaTypes.JSON).refusal();
        }
        return bytes(request, max);
    }

    /**
     * Reads a JSON body that may be missing; then it is an empty object.
     *
     * @param max the maximum length in bytes
     * @throws Problem.Refusal if there is a body whose Content-Type is another, or it is too large
     * @throws IOException if the client disconnects
     */
    public static byte[] jsonIfAny(ServerRequest request, int max) throws IOException {
        boolean isTyped = request.headers().contains(HeaderNames.CONTENT_TYPE);
        byte[] body = isTyped ? json(request, max) : bytes(request, max);
        if (!isTyped && body.length > 0) {
            throw wrongType(MediaTypes.JSON).refusal();
        }
        return body.length == 0 ? new byte[] {'{', '}'} : body;
    }

    /**
     * Reads a merge patch (RFC 7396).
     *
     * @param max the maximum length in bytes
     * @throws Problem.Refusal if the Content-Type is another, or the body too large
     * @throws IOException if the client disconnects
     */
    public static byte[] mergePatch(ServerRequest request, int max) throws IOException {
        if (!isOf(request, MERGE_PATCH)) {
            throw wrongType(MERGE_PATCH).with(ACCEPT_PATCH).refusal();
        }
        return bytes(request, max);
    }

    /** Reads the members of an object; the parser is at its start, and must be left at its end. */
    @FunctionalInterface
    public interface Members<T> {
        T read(JsonParser json) throws IOException;
    }

    /**
     * Parses a body that must be one JSON object.
     *
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    public static <T> T object(byte[] body, Members<T> members) {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badBody("the body must be a JSON object");
            }
            T read = members.read(json);
            refuseMore(json);
            return read;
        } catch (JsonProcessingException e) {
            throw Problem.badBody("the body is not JSON", e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseMore(JsonParser json) throws IOException {
        try {
            if (json.nextToken() == null) {
                return;
            }
        } catch (JsonProcessingException e) {
            throw more(e.getLocation());
        }
        throw more(json.currentTokenLocation());
    }

    private static Problem.Refusal more(@Nullable JsonLocation location) {
        return Problem.badBody("unexpected content after the JSON object", location);
    }

    /**
     * Reads the user's id at which the parser is: a JSON string, whose white space at the ends is dropped, or an integer.
     *
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    public static UserId id(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw Problem.badBody("an id must be a JSON string or an integer", json.currentTokenLocation());
        }
        try {
            return new UserId(Text.trimmed(json.getText()));
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(String.valueOf(e.getMessage()), json.currentTokenLocation());
        }
    }

    /** Returns whether the Content-Type is this media type, in UTF-8. */
    public static boolean isOf(ServerRequest request, String mediaType) {
        return type(request.headers())
                .filter(type -> type.mediaType().text().equalsIgnoreCase(mediaType) && isUtf8(type))
                .isPresent();
    }

    /** Returns the problem that the Content-Type isn't this one. */
    public static Problem wrongType(String expected) {
        return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be %s, in UTF-8".formatted(expected));
    }

    /**
     * Reads a body of any type.
     *
     * @param max the maximum length in bytes
     * @throws Problem.Refusal if it is too large
     * @throws IOException if the client disconnects
     */
    static byte[] bytes(ServerRequest request, int max) throws IOException {
        InputStream in = new Claiming(stream(request), Peer.of(request));
        byte[] body = in.readNBytes(max + 1);
        if (body.length > max) {
            throw tooLarge(in, max);
        }
        return body;
    }

    /** Returns the body as a stream; reading it throws a {@link Problem.Refusal} if the body is truncated. */
    public static InputStream stream(ServerRequest request) {
        return new Incoming(request.content().inputStream());
    }

    /**
     * Copies a body.
     *
     * @param max the maximum length in bytes
     * @throws Problem.Refusal if the body is too large or truncated
     * @throws IOException if the copy can't be written
     */
    public static void copy(InputStream body, long max, OutputStream out) throws IOException {
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

    /** Reports a truncated body as the client's fault. */
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
                // the server's reader throws various exceptions if the framing is malformed or the client disconnects
                throw new Problem(ProblemType.BAD_REQUEST, "the body is truncated, or its framing is malformed")
                        .with(HeaderValues.CONNECTION_CLOSE)
                        .refusal();
            }
        }
    }

    /** Takes memory for what is read: pieces, all of them together, and what is made of them. */
    private static final class Claiming extends FilterInputStream {
        private static final int COPIES = 4;

        private final Peer peer;

        Claiming(InputStream in, Peer peer) {
            super(in);
            this.peer = peer;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            peer.claimForBody(COPIES * (long) Math.max(0, count));
            return count;
        }
    }

    /** Returns the Content-Type; empty if it is missing or malformed. */
    public static Optional<HttpMediaType> type(ServerRequestHeaders headers) {
        try {
            return headers.contentType();
        } catch (RuntimeException e) {
            // Helidon's parser throws various exceptions, also one about the index of a quote that isn't there
            return Optional.empty();
        }
    }

    private static boolean isUtf8(HttpMediaType type) {
        return type.charset().map(charset -> charset.equalsIgnoreCase("utf-8")).orElse(true);
    }

    private static Problem.Refusal tooLarge(InputStream in, long max) throws IOException {
        var problem = new Problem(ProblemType.BODY_TOO_LARGE, "the body must be at most %s bytes".formatted(max));
        long skipped = 0;
        for (long n = 1; n > 0 && skipped < MAX_SKIPPED; skipped += n) {
            n = in.readNBytes(BUFFER).length;
        }
        return (skipped < MAX_SKIPPED ? problem : problem.with(HeaderValues.CONNECTION_CLOSE)).refusal();
    }
}
