package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A final response of the remote (RFC 9110, section 15): its status, the header fields of {@link Field}, and its content. */
public final class RemoteResponse {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final ResponseHead head;
    private final ResponseBody body;
    private final int most;
    private final boolean whole;

    /**
     * Creates a response.
     *
     * @param most the most bytes of content, both as sent and decoded
     * @param whole whether the body was read to its end
     */
    RemoteResponse(ResponseHead head, ResponseBody body, int most, boolean whole) {
        this.head = head;
        this.body = body;
        this.most = most;
        this.whole = whole;
    }

    /** Returns the status code, 200 to 599. */
    public int status() {
        return head.status();
    }

    /** Returns the value of a field, as it was sent; empty if it is missing. */
    public Optional<String> field(Field field) {
        return head.field(field);
    }

    /** Returns whether all of the content was kept. If not, it is too long, or its end wasn't awaited. */
    public boolean isWhole() {
        return whole && !body.isOverlong();
    }

    /**
     * Returns the decoded content of a 200. It may be gzip-encoded, though no request asks for that.
     *
     * @throws Malformed if it is too long, or can't be decoded
     */
    public ByteBuffer content() throws Malformed {
        if (body.isOverlong()) {
            throw new Malformed("the body is longer than %s bytes".formatted(most));
        }
        List<String> codings = codings();
        if (codings.isEmpty()) {
            return sent();
        }
        if (!isGzip(codings)) {
            throw new Malformed(
                    "the body has a content coding that was not requested: " + Quoted.of(String.join(", ", codings)));
        }
        return new GzipMember(sent()).content(most);
    }

    /** Returns as much of the decoded content as was received and can be read, such as the beginning of an error's. */
    public ByteBuffer beginning() {
        List<String> codings = codings();
        if (codings.isEmpty()) {
            return sent();
        }
        return isGzip(codings) ? new GzipMember(sent()).beginning(ResponseReader.MAX_REST) : NOTHING;
    }

    /** Returns what was kept of the content, as it was sent. */
    public ByteBuffer sent() {
        return ByteBuffer.wrap(body.content(), 0, body.length());
    }

    private List<String> codings() {
        return field(Field.CONTENT_ENCODING).map(RemoteResponse::codings).orElse(List.of());
    }

    private static List<String> codings(String value) {
        return Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
    }

    private static boolean isGzip(List<String> codings) {
        return codings.equals(List.of("gzip")) || codings.equals(List.of("x-gzip"));
    }
}
