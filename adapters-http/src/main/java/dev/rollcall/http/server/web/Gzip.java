package dev.rollcall.http.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The content coding gzip (RFC 9110, section 8.4.1.3), at its fastest level: it saves three quarters of a page's bytes. */
final class Gzip {
    static final Header ENCODED = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    /** Tells caches that the response depends on {@code Accept-Encoding}; to be added to other values of {@code Vary}. */
    static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

    private static final Pattern ACCEPTED = Pattern.compile(
            "(?:^|,)[ \\t]*+(gzip|x-gzip|\\*)[ \\t]*+(?:;[ \\t]*+q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?[ \\t]*+(?=,|$)",
            Pattern.CASE_INSENSITIVE);

    private Gzip() {}

    /** Returns whether the client accepts gzip (RFC 9110, section 12.5.3): only if it says so. */
    static boolean isAccepted(Headers headers) {
        if (!headers.contains(HeaderNames.ACCEPT_ENCODING)) {
            return false;
        }
        boolean isAny = false;
        Matcher accepted = ACCEPTED.matcher(
                String.join(",", headers.get(HeaderNames.ACCEPT_ENCODING).allValues()));
        while (accepted.find()) {
            String weight = accepted.group(2);
            boolean isTaken = weight == null || Double.parseDouble(weight) > 0;
            if (!accepted.group(1).equals("*")) {
                return isTaken;
            }
            isAny = isTaken;
        }
        return isAny;
    }

    static byte[] encode(byte[] bytes) {
        var encoded = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new Fastest(encoded)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    private static final class Fastest extends GZIPOutputStream {
        Fastest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
