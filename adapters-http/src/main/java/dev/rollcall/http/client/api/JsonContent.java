package dev.rollcall.http.client.api;

import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a response that is to be JSON. */
public final class JsonContent {
    /** What JSON may say of its charset (RFC 8259, section 8.1), and a subset of it. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET = Pattern.compile(";[ \t]*charset=\"?([^\";, \t]*)", Pattern.CASE_INSENSITIVE);

    private JsonContent() {}

    /**
     * Returns the decoded content.
     *
     * @throws Malformed if it is too long, can't be decoded, or says that it is in another charset than UTF-8
     */
    public static ByteBuffer of(RemoteResponse response) throws Malformed {
        String type = response.field(Field.CONTENT_TYPE).orElse("");
        if (type.indexOf(';') >= 0) {
            Matcher charset = CHARSET.matcher(type);
            if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
                throw new Malformed("the charset is not UTF-8");
            }
        }
        return response.content();
    }
}
