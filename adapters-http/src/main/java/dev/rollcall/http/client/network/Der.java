package dev.rollcall.http.client.network;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An element of DER (X.690, section 10): as much as it takes to wrap a key.
 *
 * @param tag its identifier octet
 * @param content its content octets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Der(int tag, byte[] content) {
    static final int SEQUENCE = 0x30;
    static final int OCTETS = 0x04;
    static final int CONTEXT_0 = 0xa0;
    /** {@code INTEGER 0}. */
    static final byte[] ZERO = {0x02, 0x01, 0x00};

    private static final int LONG_FORM = 0x80;

    /**
     * Reads the element that begins an encoding.
     *
     * @throws IllegalArgumentException if it is incomplete
     */
    static Der read(byte[] encoded) {
        int lengths = encoded.length > 1 && (encoded[1] & LONG_FORM) != 0 ? encoded[1] & ~LONG_FORM & 0xff : 0;
        int begin = 2 + lengths;
        if (encoded.length < begin || lengths > 3) {
            throw new IllegalArgumentException("incomplete");
        }
        int length = lengths == 0 ? encoded[1] : 0;
        for (int i = 2; i < begin; i++) {
            length = length << 8 | (encoded[i] & 0xff);
        }
        if (encoded.length - begin < length) {
            throw new IllegalArgumentException("incomplete");
        }
        return new Der(encoded[0] & 0xff, Arrays.copyOfRange(encoded, begin, begin + length));
    }

    /**
     * Returns the elements of a sequence.
     *
     * @throws IllegalArgumentException if one is incomplete
     */
    List<Der> elements() {
        List<Der> elements = new ArrayList<>();
        for (int at = 0; at < content.length; ) {
            Der next = read(Arrays.copyOfRange(content, at, content.length));
            elements.add(next);
            at += next.encoded().length;
        }
        return elements;
    }

    /** Returns a sequence of encoded elements. */
    static byte[] sequence(byte[]... elements) {
        var all = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            all.writeBytes(element);
        }
        return new Der(SEQUENCE, all.toByteArray()).encoded();
    }

    /** Returns an encoded octet string. */
    static byte[] octets(byte[] content) {
        return new Der(OCTETS, content).encoded();
    }

    private byte[] encoded() {
        var all = new ByteArrayOutputStream();
        all.write(tag);
        int octets = content.length < LONG_FORM ? 0 : (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
        all.write(octets == 0 ? content.length : LONG_FORM | octets);
        for (int i = octets - 1; i >= 0; i--) {
            all.write(content.length >>> (8 * i));
        }
        all.writeBytes(content);
        return all.toByteArray();
    }
}
