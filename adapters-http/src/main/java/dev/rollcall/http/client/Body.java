package dev.rollcall.http.client;

import dev.rollcall.domain.Quoted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, without its framing. It ends where the {@link Framing} says and takes nothing behind that; once a read has
 * failed, every later one fails too. Closing it does nothing.
 */
final class Body extends InputStream {
    /** The most bytes of a line with the size of a chunk; its extensions are skipped. */
    static final int MAX_CHUNK_LINE = 1024;

    /** The most hexadecimal digits of a chunk's size: those that fit. */
    private static final int MAX_CHUNK_DIGITS = 15;

    private final Framing framing;
    private final Inbound in;
    /** How much is left of the body, or of the chunk. */
    private long left;

    private boolean begun;
    private boolean whole;
    private @Nullable IOException failure;

    Body(Framing framing, Inbound in) {
        this.framing = framing;
        this.in = in;
        this.left = switch (framing) {
            case Framing.Length length -> length.bytes();
            case Framing.Chunked chunked -> 0;
            case Framing.UntilClose untilClose -> Long.MAX_VALUE;
        };
        whole = left == 0 && framing instanceof Framing.Length;
    }

    /** Returns whether the end was read, and nothing is left in front of what comes next. */
    boolean isWhole() {
        return whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (failure != null) {
            throw new IOException(failure);
        }
        if (length == 0) {
            return 0;
        }
        try {
            return whole ? -1 : readSome(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Reads what is left, if it is little. Returns whether the end was reached. */
    boolean finish(int max) {
        try {
            return left <= max && skip(max) <= max && whole;
        } catch (IOException e) {
            return false;
        }
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            nextChunk();
            if (whole) {
                return -1;
            }
        }
        int n = in.read(target, offset, (int) Math.min(length, left));
        if (n < 0) {
            return end();
        }
        left -= n;
        whole = left == 0 && framing instanceof Framing.Length;
        return n;
    }

    /** The connection ended. */
    private int end() throws EOFException {
        if (framing instanceof Framing.UntilClose) {
            whole = true;
            return -1;
        }
        throw new EOFException("the remote closed the connection within the body");
    }

    /** Takes what stands between two chunks, or behind the last (RFC 9112, section 7.1). */
    private void nextChunk() throws IOException {
        if (begun) {
            in.expect("\r\n", "the end of a chunk");
        }
        begun = true;
        in.nextLine(MAX_CHUNK_LINE, "the line of a chunk's size");
        left = size(in.line());
        if (left == 0) {
            Head.skipTrailers(in);
            whole = true;
        }
    }

    private static long size(Line line) throws Malformed {
        long size = 0;
        int digits = 0;
        while (digits < line.length() && Character.digit(line.at(digits), 16) >= 0) {
            size = 16 * size + Character.digit(line.at(digits), 16);
            digits++;
        }
        if (digits == 0 || digits > MAX_CHUNK_DIGITS || (digits < line.length() && line.at(digits) != ';')) {
            throw new Malformed(
                    "a chunk's size is no number, or too large a one: " + Quoted.of(line.text(0, line.length())));
        }
        return size;
    }
}
