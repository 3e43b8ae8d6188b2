package dev.rollcall.http.server;

import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a form in the body of a request, as {@code multipart/form-data} (RFC 7578) or {@code
 * application/x-www-form-urlencoded} (WHATWG URL, section 5.1), in UTF-8. A file is a field whose value is its text.
 */
final class FormBody {
    private static final String MULTIPART = "multipart/form-data";
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private static final Pattern NAME = Pattern.compile(
            "^content-disposition: *form-data *;(?:.*;)? *name=\"([^\"]*)\"",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private FormBody() {}

    /**
     * Reads a form of at most so many bytes.
     *
     * @return the values of each field
     * @throws Problem.Refusal if the Content-Type is another, the body too long, or no form
     * @throws IOException if the client goes away
     */
    static Map<String, List<String>> read(ServerRequest request, int max) throws IOException {
        var form = new FormBody();
        if (Body.isOf(request, MULTIPART)) {
            String boundary = boundary(request).orElseThrow(() -> bad("the Content-Type has no boundary"));
            form.readParts(Body.bytes(request, max), boundary);
        } else if (Body.isOf(request, URL_ENCODED)) {
            form.readPairs(Body.bytes(request, max));
        } else {
            throw Body.wrongType(MULTIPART + " or " + URL_ENCODED).refusal();
        }
        return form.fields;
    }

    private static Optional<String> boundary(ServerRequest request) {
        return Body.type(request.headers()).map(HttpMediaType::parameters).map(all -> all.get("boundary"));
    }

    /** Reads what stands between the boundaries; each part has a head and a value. */
    private void readParts(byte[] body, String boundary) {
        // a character for each byte, so that what is text and what isn't can be cut alike
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        String[] parts = text.split(Pattern.quote("\r\n--" + boundary), -1);
        if (parts.length < 2 || !parts[parts.length - 1].startsWith("--")) {
            throw bad("the last boundary is missing");
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int end = parts[i].indexOf(END_OF_HEAD);
            Matcher name = NAME.matcher(parts[i].substring(0, Math.max(end, 0)));
            if (!name.find()) {
                throw bad("a part has no name");
            }
            add(name.group(1), decoded(parts[i].substring(end + END_OF_HEAD.length())));
        }
    }

    private static String decoded(String bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw bad("a value or a file is not UTF-8 text");
        }
    }

    private void readPairs(byte[] body) {
        for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                if (equals >= 0) {
                    add(
                            Percent.decodeQuery(pair.substring(0, equals)),
                            Percent.decodeQuery(pair.substring(equals + 1)));
                }
            } catch (IllegalArgumentException e) {
                throw bad("a name or a value is not percent-encoded UTF-8");
            }
        }
    }

    private void add(String name, String value) {
        fields.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private static Problem.Refusal bad(String what) {
        return RosterBody.bad("the body is no form: " + what);
    }
}
