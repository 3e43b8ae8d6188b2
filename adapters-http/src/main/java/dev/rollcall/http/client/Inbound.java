package dev.rollcall.http.client;

import dev.rollcall.domain.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a remote sends, in a buffer: lines are looked at where they lie, what is behind them is read as a stream. Nothing
 * is read from the source that isn't asked for, but as much as the buffer takes. For one thread.
 */
final class Inbound {
    private static final int CAPACITY = 4096;

    private final InputStream source;
    private byte[] bytes = new byte[CAPACITY];
    private int from;
    private int to;
    private final Line line = new Line();
    private boolean touched;

    Inbound(InputStream source) {
        this.source = source;
    }

    /** Returns whether nothing lies in the buffer. */
    boolean isEmpty() {
        return from == to;
    }

    /** Returns whether anything came since the last {@link #expectNothing()}. */
    boolean isTouched() {
        return touched;
    }

    /** Begins to listen for whether anything comes. */
    void expectNothing() {
        touched = false;
    }

    /**
     * Takes a text.
     *
     * @throws Malformed as soon as another byte comes in its place
     * @throws EOFException if the source ends before it
     */
    void expect(String text, String what) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (peek(i) != text.charAt(i)) {
                String found = new String(bytes, from, Math.min(to - from, 80), StandardCharsets.ISO_8859_1);
                throw new Malformed("%s: expected %s, found %s".formatted(what, Quoted.of(text), Quoted.of(found)));
            }
        }
        from += text.length();
    }

    /** Returns the line that was taken last, always the same object. */
    Line line() {
        return line;
    }

    /**
     * Takes a line, which ends in CRLF (RFC 9112, section 2.2). No other control character may
     * stand in it but HTAB (RFC 9110, section 5.5): neither CR nor LF ends a line alone.
     *
     * @param max the most bytes that it may have
     * @throws Malformed if it has more, or a control character
     * @throws EOFException if the source ends before it
     */
    void nextLine(int max, String what) throws IOException {
        for (int i = 0; i <= max; i++) {
            byte b = peek(i);
            if (b == '\r' && peek(i + 1) == '\n') {
                line.moved(bytes, from, i);
                from += i + 2;
                return;
            }
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) {
                throw new Malformed("%s has the control character 0x%02X at index %d".formatted(what, b, i));
            }
        }
        throw new Malformed("%s is longer than %d bytes".formatted(what, max));
    }

    /** Reads what lies in the buffer, else from the source, like {@link InputStream#read(byte[], int, int)}. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (from == to && length >= bytes.length) {
            return source.read(target, offset, length);
        }
        if (from == to && fill() < 0) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, offset, n);
        from += n;
        return n;
    }

    private byte peek(int index) throws IOException {
        while (from + index >= to) {
            if (fill() < 0) {
                throw new EOFException("the remote closed the connection");
            }
        }
        return bytes[from + index];
    }

    /** Reads more behind what lies in the buffer, making room for it; returns how much, -1 at the end. */
    private int fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == bytes.length) {
            byte[] room = from > 0 ? bytes : new byte[2 * bytes.length];
            System.arraycopy(bytes, from, room, 0, to - from);
            bytes = room;
            to -= from;
            from = 0;
        }
        int n = source.read(bytes, to, bytes.length - to);
        to += Math.max(n, 0);
        touched |= n > 0;
        return n;
    }
}
