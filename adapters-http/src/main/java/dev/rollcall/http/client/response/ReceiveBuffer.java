package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Buffer of received bytes that were not consumed yet. Lines are parsed in place; an incomplete one stays, and its scan resumes when more
 * bytes have arrived. For one thread.
 */
public final class ReceiveBuffer {
    private static final int CAPACITY = 1024;

    private byte[] bytes = new byte[CAPACITY];
    private int from;
    private int to;
    /** How many bytes are known to contain no line end. */
    private int scanned;

    private final ReceivedLine line = new ReceivedLine();

    /** Appends the remaining bytes of a buffer. */
    public void add(ByteBuffer more) {
        int n = more.remaining();
        if (bytes.length - to < n) {
            makeRoom(n);
        }
        more.get(bytes, to, n);
        to += n;
    }

    private void makeRoom(int n) {
        int held = to - from;
        byte[] room = held + n <= bytes.length ? bytes : new byte[Math.max(2 * bytes.length, held + n)];
        System.arraycopy(bytes, from, room, 0, held);
        bytes = room;
        from = 0;
        to = held;
    }

    /** Returns whether all bytes were consumed. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Shrinks a large buffer, which must be empty. */
    public void shrink() {
        from = 0;
        to = 0;
        scanned = 0;
        if (bytes.length > 16 * CAPACITY) {
            bytes = Arrays.copyOf(bytes, CAPACITY);
        }
    }

    /**
     * Consumes a text. Returns false if it is still incomplete.
     *
     * @throws Malformed as soon as a byte differs
     */
    boolean expect(String text, String what) throws Malformed {
        int held = Math.min(text.length(), to - from);
        for (int i = 0; i < held; i++) {
            if (bytes[from + i] != text.charAt(i)) {
                String found = new String(bytes, from, Math.min(to - from, 80), StandardCharsets.ISO_8859_1);
                throw new Malformed("%s: expected %s, found %s".formatted(what, Quoted.of(text), Quoted.of(found)));
            }
        }
        if (held < text.length()) {
            return false;
        }
        from += held;
        return true;
    }

    /** Returns the last line, always the same object; valid until bytes are added or the next line is consumed. */
    ReceivedLine line() {
        return line;
    }

    /**
     * Consumes a line, which ends in CRLF (RFC 9112, section 2.2). HTAB is the only control character allowed in it (RFC 9110, section
     * 5.5): a bare CR or LF is rejected. Returns false if it is still incomplete.
     *
     * @param max the most bytes that it may have
     * @throws Malformed as soon as it is longer, or has a control character
     */
    boolean nextLine(int max, String what) throws Malformed {
        for (int i = scanned; i <= max && from + i < to; i++) {
            byte b = bytes[from + i];
            if (b == '\r') {
                if (from + i + 1 == to) {
                    scanned = i;
                    return false;
                }
                if (bytes[from + i + 1] == '\n') {
                    takeLine(i);
                    return true;
                }
            }
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) {
                throw new Malformed(
                        String.format(Locale.ROOT, "%s has the control character 0x%02X at index %s", what, b, i));
            }
        }
        if (to - from > max) {
            throw new Malformed("%s is longer than %s bytes".formatted(what, max));
        }
        scanned = to - from;
        return false;
    }

    private void takeLine(int length) {
        line.moved(bytes, from, length);
        from += length + 2;
        scanned = 0;
    }

    /** Consumes up to {@code length} bytes. Returns how many. */
    int take(byte[] target, int offset, int length) {
        int n = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, offset, n);
        from += n;
        return n;
    }

    /** Discards up to {@code length} bytes. Returns how many. */
    int skip(long length) {
        int n = (int) Math.min(length, to - from);
        from += n;
        return n;
    }
}
