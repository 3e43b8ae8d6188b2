package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Incremental parser of a response's body, which removes its framing. It stops where the {@link Framing} ends. The first bytes are kept,
 * up to a limit; the rest is discarded.
 */
final class ResponseBody {
    /** The most bytes of a chunk-size line; chunk extensions are skipped. */
    static final int MAX_CHUNK_LINE = 1024;

    /** The most hexadecimal digits of a chunk size: as many as fit into a long. */
    private static final int MAX_CHUNK_DIGITS = 15;

    /** The bytes that a body may have without a memory permit. */
    static final int FIRST_CAPACITY = 16 * 1024;

    /** The part that is parsed next. */
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
    private boolean permitted;
    private boolean starved;
    private Part part;
    /** How many bytes are left of the body, or of the chunk. */
    private long left;

    private byte[] content;
    private int length;
    private boolean overlong;
    private @Nullable ResponseHead trailers;

    /**
     * Creates a parser.
     *
     * @param max the most bytes to keep
     * @param memory gives the permit that a large body needs
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

    /** Returns the kept bytes; only the first {@link #length()} count. */
    byte[] content() {
        return content;
    }

    int length() {
        return length;
    }

    /** Returns whether it has more bytes than were kept. */
    boolean isOverlong() {
        return overlong;
    }

    /** Returns whether it waits for a memory permit. */
    boolean isStarved() {
        return starved;
    }

    /** Passes its memory permit on to the caller, who must release it. Returns false if it has none. */
    boolean yieldsPermit() {
        boolean yields = permitted;
        permitted = false;
        return yields;
    }

    boolean endsWithConnection() {
        return untilClose;
    }

    /**
     * Parses what has arrived. Returns whether the body is complete.
     *
     * @throws Malformed as soon as the framing is invalid
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

    /** Consumes data. Returns whether the end of a chunk follows. */
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
        permitted = permitted || (content.length >= FIRST_CAPACITY && memory.take());
        starved = content.length >= FIRST_CAPACITY && !permitted;
        return !starved;
    }

    private int drop(ReceiveBuffer in) {
        overlong = true;
        return in.skip(left);
    }

    /** Parses the line before a chunk, or before the trailers (RFC 9112, section 7.1). */
    private boolean chunkSize(ReceiveBuffer in) throws Malformed {
        if (!in.nextLine(MAX_CHUNK_LINE, "the chunk-size line")) {
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

    /** Accepts blanks behind the size: some servers pad it to a fixed width, others put them before an extension. */
    private static long size(ReceivedLine line) throws Malformed {
        long size = 0;
        int digits = 0;
        while (digits < line.length() && Character.digit(line.at(digits), 16) >= 0) {
            size = 16 * size + Character.digit(line.at(digits), 16);
            digits++;
        }
        int end = line.afterBlanks(digits, line.length());
        if (digits == 0 || digits > MAX_CHUNK_DIGITS || (end < line.length() && line.at(end) != ';')) {
            throw new Malformed(
                    "the chunk size isn't a number, or is too large: " + Quoted.of(line.text(0, line.length())));
        }
        return size;
    }
}
