package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The bytes that came from a remote and were not taken yet. Lines are looked at where they lie; one that isn't whole stays, and is
 * looked at further when more came. For one thread.
 */
public final class ReceiveBuffer {
    private static final int CAPACITY = 1024;

    private byte[] bytes = new byte[CAPACITY];
    private int from;
    private int to;
    /** How many bytes are known to hold no end of a line. */
    private int scanned;

    private final Line line = new Line();

    /** Adds all that the buffer holds. */
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

    /** Returns whether nothing lies here. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Lets the memory go that a long line took. Nothing may lie here. */
    public void shrink() {
        from = 0;
        to = 0;
        scanned = 0;
        if (bytes.length > 16 * CAPACITY) {
            bytes = Arrays.copyOf(bytes, CAPACITY);
        }
    }

    /**
     * Takes a text. Returns false if it hasn't come as a whole yet.
     *
     * @throws Malformed as soon as another byte came in its place
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

    /** Returns the line that was taken last, always the same object; good until more bytes come. */
    Line line() {
        return line;
    }

    /**
     * Takes a line, which ends in CRLF (RFC 9112, section 2.2). No other control character may stand in it but HTAB (RFC 9110,
     * section 5.5): neither CR nor LF ends a line alone. Returns false if it hasn't come as a whole yet.
     *
     * @param max the most bytes that it may have
     * @throws Malformed as soon as it has more, or a control character
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

    /** Takes bytes, as many as came, but no more than asked for. Returns how many. */
    int take(byte[] target, int offset, int length) {
        int n = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, offset, n);
        from += n;
        return n;
    }

    /** Takes bytes that nobody wants, as many as came, but no more than asked for. Returns how many. */
    int skip(long length) {
        int n = (int) Math.min(length, to - from);
        from += n;
        return n;
    }
}
