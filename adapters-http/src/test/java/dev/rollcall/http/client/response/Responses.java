package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.nio.ByteBuffer;

/** Parses responses from text. */
public final class Responses {
    private Responses() {}

    /**
     * Returns the response, complete or not.
     *
     * @param head with {@code ⏎} for CRLF
     * @param body a character for each byte
     */
    public static RemoteResponse of(String head, String body) throws Malformed {
        var in = new ReceiveBuffer();
        in.add(ByteBuffer.wrap(ResponseHeadTest.bytes(head)));
        in.add(ByteBuffer.wrap(body.getBytes(ISO_8859_1)));
        var reader = new ResponseReader(BodyMemory.ofHeap());
        if (!reader.advance(in)) {
            end(reader);
        }
        return reader.response();
    }

    /** Returns content as a text, with a character for each byte. */
    public static String text(ByteBuffer content) {
        return ISO_8859_1.decode(content).toString();
    }

    private static void end(ResponseReader reader) {
        try {
            reader.end();
        } catch (EOFException cut) {
            // as it was meant
        }
    }
}
