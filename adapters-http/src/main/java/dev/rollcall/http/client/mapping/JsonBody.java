package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Parses JSON in UTF-8; skips a byte order mark, which RFC 8259, section 8.1, allows. */
public final class JsonBody {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonBody() {}

    /** Returns a parser of the buffer's remaining bytes; the buffer isn't changed. */
    public static JsonParser parser(ByteBuffer content) throws IOException {
        ByteBuffer json = unmarked(content);
        return JSON.createParser(json.array(), json.arrayOffset() + json.position(), json.remaining());
    }

    /** Returns the text without its byte order mark. */
    public static ByteBuffer unmarked(ByteBuffer text) {
        boolean isMarked = text.remaining() >= MARK.length
                && text.slice(text.position(), MARK.length).equals(ByteBuffer.wrap(MARK));
        return isMarked ? text.slice(text.position() + MARK.length, text.remaining() - MARK.length) : text;
    }
}
