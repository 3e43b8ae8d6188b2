package dev.rollcall.http.server.web;

import dev.rollcall.http.format.TextReader;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of a form from the body of a request: {@code multipart/form-data} (RFC 7578) or {@code
 * application/x-www-form-urlencoded} (WHATWG URL, section 5.1), in UTF-8. A file is a field whose value is its text, as {@link TextReader}
 * reads it, which may be in UTF-16 by its byte order mark.
 */
public final class FormBody {
    private static final String MULTIPART = "multipart/form-data";
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private FormBody() {}

    /**
     * Reads a form.
     *
     * @param max the maximum length of the body in bytes
     * @return the values by field
     * @throws Problem.Refusal if the Content-Type is another, or the body too large or malformed
     * @throws IOException if the client disconnects
     */
    public static Map<String, List<String>> read(ServerRequest request, int max) throws IOException {
        var form = new FormBody();
        if (Body.isOf(request, MULTIPART)) {
            form.readParts(parts(request, new ByteArrayInputStream(Body.bytes(request, max))));
        } else if (Body.isOf(request, URL_ENCODED)) {
            form.readPairs(Body.bytes(request, max));
        } else {
            throw Body.wrongType(MULTIPART + " or " + URL_ENCODED).refusal();
        }
        return form.fields;
    }

    /**
     * Returns the parts of a form with a file, as a stream.
     *
     * @throws Problem.Refusal if the Content-Type is another
     */
    public static Multipart parts(ServerRequest request) {
        if (!Body.isOf(request, MULTIPART)) {
            throw Body.wrongType(MULTIPART).refusal();
        }
        return parts(request, Body.stream(request));
    }

    private static Multipart parts(ServerRequest request, InputStream body) {
        return Body.type(request.headers())
                .map(HttpMediaType::parameters)
                .map(all -> all.get("boundary"))
                .map(boundary -> new Multipart(body, boundary))
                .orElseThrow(() -> Multipart.bad("the Content-Type has no boundary"));
    }

    private void readParts(Multipart parts) throws IOException {
        for (var part = parts.next(); part.isPresent(); part = parts.next()) {
            byte[] content = part.get().content().readAllBytes();
            add(part.get().name(), part.get().fileName().isPresent() ? fileText(content) : text(content));
        }
    }

    /** Returns the text of a file, with {@link TextReader#BAD} in place of bytes that aren't text: its reader says in which line they are. */
    private static String fileText(byte[] content) throws IOException {
        var text = new StringWriter();
        new TextReader(new ByteArrayInputStream(content), Optional.empty()).transferTo(text);
        return text.toString();
    }

    /**
     * Decodes the value of a field, without a byte order mark.
     *
     * @throws Problem.Refusal if it isn't UTF-8
     */
    public static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Multipart.bad("a value or a file is not UTF-8 text");
        }
    }

    private void readPairs(byte[] body) {
        try {
            Percent.pairs(new String(body, StandardCharsets.ISO_8859_1))
                    .forEach((name, values) -> values.forEach(value -> add(name, Percent.decodeQuery(value))));
        } catch (IllegalArgumentException e) {
            throw Multipart.bad("a name or a value is not percent-encoded UTF-8");
        }
    }

    private void add(String name, String value) {
        fields.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }
}
