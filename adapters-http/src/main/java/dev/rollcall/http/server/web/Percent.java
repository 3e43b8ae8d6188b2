package dev.rollcall.http.server.web;

import dev.rollcall.domain.Quoted;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding (RFC 3986, section 2.1) of UTF-8 text. */
public final class Percent {
    private Percent() {}

    /** Encodes a segment of a path, or a value in a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Decodes a segment of a path.
     *
     * @throws IllegalArgumentException if it isn't percent-encoded UTF-8
     */
    public static String decode(String encoded) {
        if (isPlain(encoded)) {
            return encoded;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' && i + 2 < encoded.length()) {
                bytes.write(16 * digit(encoded, i + 1) + digit(encoded, i + 2));
                i += 2;
            } else if (c == '%' || c > 127) {
                throw malformed(encoded);
            } else {
                bytes.write(c);
            }
        }
        return utf8(bytes.toByteArray(), encoded);
    }

    /** Decodes a value in a query or a form, where a plus sign means a space. */
    static String decodeQuery(String encoded) {
        return decode(encoded.replace('+', ' '));
    }

    /**
     * Returns the values by name in a query or a form (WHATWG URL, section 5.1): the names are decoded, the values aren't.
     *
     * @throws IllegalArgumentException if a name isn't percent-encoded UTF-8
     */
    static Map<String, List<String>> pairs(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
                values.computeIfAbsent(name, none -> new ArrayList<>())
                        .add(equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return values;
    }

    private static boolean isPlain(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%' || encoded.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static int digit(String encoded, int index) {
        int digit = Character.digit(encoded.charAt(index), 16);
        if (digit < 0 || encoded.charAt(index) > 127) {
            throw malformed(encoded);
        }
        return digit;
    }

    private static String utf8(byte[] bytes, String encoded) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(encoded);
        }
    }

    private static IllegalArgumentException malformed(String encoded) {
        return new IllegalArgumentException("must be percent-encoded UTF-8: " + Quoted.of(encoded));
    }
}
