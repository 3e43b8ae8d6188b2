package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as it comes in, without its framing. It ends where the {@link Framing} says and takes nothing behind that.
 * Its first bytes are kept, up to a limit; what stands behind them is counted and left out.
 */
final class ResponseBody {
    /** The most bytes of a line with the size of a chunk; its extensions are skipped. */
    static final int MAX_CHUNK_LINE = 1024;

    /** The most hexadecimal digits of a chunk's size: those that fit. */
    private static final int MAX_CHUNK_DIGITS = 15;

    /** What a body may have without a place in the memory. */
    static final int FIRST_CAPACITY = 16 * 1024;

    /** What is awaited next. */
    private enum Part {
        DATA,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILERS
    }

    private final boolean chunked;
    private final boolean untilClose;
    private final int max;
    private final BodyMemory memory;
    private boolean placed;
    private boolean starved;
    private Part part;
    /** How much is left of the body, or of the chunk. */
    private long left;

    private byte[] content;
    private int length;
    private boolean overlong;
    private @Nullable ResponseHead trailers;

    /**
     * Begins a body.
     *
     * @param max the most bytes to keep
     * @param memory where it needs a place if it is large
     */
    ResponseBody(Framing framing, int max, BodyMemory memory) {
        this.chunked = framing instanceof Framing.Chunked;
        this.untilClose = framing instanceof Framing.UntilClose;
        this.max = max;
        this.memory = memory;
        this.part = chunked ? Part.CHUNK_SIZE : Part.DATA;
        this.left = switch (framing) {
            case Framing.Length told -> told.bytes();
            case Framing.Chunked chunks -> 0;
            case Framing.UntilClose unknown -> Long.MAX_VALUE;
        };
        this.overlong = left > max && !untilClose;
        this.content = new byte[(int) Math.min(Math.min(left, max), FIRST_CAPACITY)];
    }

    /** Returns the bytes that are kept, with anything behind {@link #length()}. */
    byte[] content() {
        return content;
    }

    /** Returns how many bytes are kept. */
    int length() {
        return length;
    }

    /** Returns whether it has more bytes than are kept. */
    boolean isOverlong() {
        return overlong;
    }

    /** Returns whether it can only go on when the memory has a place for it. */
    boolean isStarved() {
        return starved;
    }

    /** Returns whether it has a place in the memory, which is for the caller to give back from now on. */
    boolean yieldsPlace() {
        boolean yields = placed;
        placed = false;
        return yields;
    }

    /** Returns whether it ends where the connection does. */
    boolean endsWithConnection() {
        return untilClose;
    }

    /**
     * Takes what came of it. Returns whether its end came.
     *
     * @throws Malformed as soon as the framing is wrong
     */
    boolean advance(ReceiveBuffer in) throws Malformed {
        while (true) {
            boolean went = switch (part) {
                case DATA -> data(in);
                case CHUNK_SIZE -> chunkSize(in);
                case CHUNK_END -> chunkEnd(in);
                case TRAILERS -> false;
            };
            if (!went) {
                return isWhole(in);
            }
        }
    }

    private boolean isWhole(ReceiveBuffer in) throws Malformed {
        return trailers == null ? !chunked && left == 0 : trailers.advance(in);
    }

    /** Takes what came of the data; returns whether something stands behind it. */
    private boolean data(ReceiveBuffer in) {
        starved = false;
        while (left > 0 && !in.isEmpty() && !starved) {
            left -= length < max ? keep(in) : drop(in);
        }
        part = chunked && left == 0 ? Part.CHUNK_END : Part.DATA;
        return part == Part.CHUNK_END;
    }

    private int keep(ReceiveBuffer in) {
        if (length == content.length) {
            if (!mayGrow()) {
                return 0;
            }
            content = Arrays.copyOf(content, Math.min(max, Math.max(2 * length, FIRST_CAPACITY)));
        }
        int n = in.take(content, length, (int) Math.min(left, content.length - length));
        length += n;
        return n;
    }

    private boolean mayGrow() {
        placed = placed || (content.length >= FIRST_CAPACITY && memory.take());
        starved = content.length >= FIRST_CAPACITY && !placed;
        return !starved;
    }

    private int drop(ReceiveBuffer in) {
        overlong = true;
        return in.skip(left);
    }

    /** Takes the line in front of a chunk, or of the trailers (RFC 9112, section 7.1). */
    private boolean chunkSize(ReceiveBuffer in) throws Malformed {
        if (!in.nextLine(MAX_CHUNK_LINE, "the line of a chunk's size")) {
            return false;
        }
        left = size(in.line());
        if (left == 0) {
            trailers = ResponseHead.trailers();
        }
        part = left == 0 ? Part.TRAILERS : Part.DATA;
        return true;
    }

    private boolean chunkEnd(ReceiveBuffer in) throws Malformed {
        if (!in.expect("\r\n", "the end of a chunk")) {
            return false;
        }
        part = Part.CHUNK_SIZE;
        return true;
    }

    /** Blanks behind the size are no part of it: some servers pad it to a fixed width, and others put them before an extension. */
    private static long size(Line line) throws Malformed {
        long size = 0;
        int digits = 0;
        while (digits < line.length() && Character.digit(line.at(digits), 16) >= 0) {
            size = 16 * size + Character.digit(line.at(digits), 16);
            digits++;
        }
        int end = line.afterBlanks(digits, line.length());
        if (digits == 0 || digits > MAX_CHUNK_DIGITS || (end < line.length() && line.at(end) != ';')) {
            throw new Malformed(
                    "a chunk's size is no number, or too large a one: " + Quoted.of(line.text(0, line.length())));
        }
        return size;
    }
}
