package dev.rollcall.http.format;

import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The characters of a text file that somebody brings. It is UTF-8, or UTF-16 by its byte order mark, unless another charset is named; a
 * byte order mark decides in any case (WHATWG Encoding, section 6.1), and isn't part of the text.
 *
 * <p>Bytes that aren't text in the charset are read as {@link #BAD}, so that they spoil the row they are in and no other, and {@link
 * #badByteFrom} tells where they are. Lines end with CR LF, LF or CR. In constant memory, for one thread.
 */
public final class TextReader extends Reader {
    /** What is read in place of bytes that aren't text: a lone low surrogate, which no valid text contains and no value may have. */
    public static final char BAD = '\uDFFF';

    private static final String READABLE_BAD = "\uFFFD";
    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_MARK = 3;
    /** How many bad bytes are remembered, each in a line of its own: more than a reader of rows reads ahead. */
    private static final int MAX_REMEMBERED = 1 << 16;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
    private final Deque<BadByte> badBytes = new ArrayDeque<>();
    private boolean isEnd;
    private boolean isDrained;
    private long line = 1;
    private long column;
    private boolean isAfterReturn;
    private boolean hasBadBytes;

    /**
     * Bytes that aren't text in the charset of the file.
     *
     * @param line their line, from 1
     * @param column their place in the line in characters (code points), from 1
     * @param value the first of them, from 0 to 255
     * @param charset the charset
     */
    public record BadByte(long line, long column, int value, Charset charset) {
        /** Returns what is wrong, and how to name another charset: a sentence without a full stop. */
        public String reason() {
            return "%s; if the file has another encoding, name it, such as charset=%s, or --charset %s for a command"
                    .formatted(described(), example(), example());
        }

        /** Returns what is wrong. */
        public String described() {
            return "byte 0x%s in line %s, column %s is not %s"
                    .formatted(HexFormat.of().withUpperCase().toHexDigits((byte) value), line, column, charset.name());
        }

        private String example() {
            return charset.equals(StandardCharsets.UTF_8) ? "windows-1252" : StandardCharsets.UTF_8.name();
        }
    }

    /**
     * Creates it and reads the byte order mark, if there is one.
     *
     * @param in the bytes; closed with this
     * @param charset the charset of a file without a byte order mark; empty for UTF-8
     */
    public TextReader(InputStream in, Optional<Charset> charset) throws IOException {
        this.in = in;
        bytes.limit(in.readNBytes(bytes.array(), 0, LONGEST_MARK));
        isEnd = bytes.limit() < LONGEST_MARK;
        decoder = marked().or(() -> charset)
                .orElse(StandardCharsets.UTF_8)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Returns the charset of this name.
     *
     * @throws IllegalArgumentException if there is none; the message, a sentence without a full stop, quotes it
     */
    public static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "charset must be a known one, such as UTF-8, UTF-16LE or windows-1252: " + Quoted.of(name), e);
        }
    }

    /** Returns whether the text was read from bytes of which some weren't text. */
    public static boolean isBad(String text) {
        return text.indexOf(BAD) >= 0 && text.codePoints().anyMatch(c -> c == BAD);
    }

    /** Returns the text in a form that can be shown and encoded, with U+FFFD in place of bytes that weren't text. */
    public static String readable(String text) {
        return isBad(text)
                ? text.codePoints()
                        .mapToObj(c -> c == BAD ? READABLE_BAD : Character.toString(c))
                        .collect(Collectors.joining())
                : text;
    }

    /** Returns the charset of the byte order mark, which is skipped. */
    private Optional<Charset> marked() {
        if (starts(0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (starts(0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return starts(0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private boolean starts(int... mark) {
        boolean isMark = bytes.limit() >= mark.length;
        for (int i = 0; isMark && i < mark.length; i++) {
            isMark = bytes.get(i) == (byte) mark[i];
        }
        if (isMark) {
            bytes.position(mark.length);
        }
        return isMark;
    }

    /** Returns the charset that the text is read in. */
    public Charset charset() {
        return decoder.charset();
    }

    /** Returns whether bytes that aren't text have been read so far. */
    public boolean hasBadBytes() {
        return hasBadBytes;
    }

    /**
     * Returns the first bytes that aren't text in this line or after it, as far as the text has been read, and forgets those before it.
     * What a row with {@link #BAD} in it begins with is the line to ask for.
     */
    public Optional<BadByte> badByteFrom(long line) {
        while (!badBytes.isEmpty() && badBytes.getFirst().line() < line) {
            badBytes.removeFirst();
        }
        return Optional.ofNullable(badBytes.peekFirst());
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!chars.hasRemaining()) {
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count == 0 ? -1 : count;
    }

    /** Decodes the next characters: at least one, unless the end is reached. */
    private void decode() throws IOException {
        chars.clear();
        while (chars.position() == 0 && !isDrained) {
            if (decodeFetched() && isEnd) {
                isDrained = decoder.flush(chars).isUnderflow();
            } else if (chars.position() == 0 && !isEnd) {
                fetch();
            }
        }
        chars.flip();
    }

    private void fetch() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        isEnd = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    /** Decodes what has been fetched, as far as there is room; returns whether that was all. */
    private boolean decodeFetched() {
        CoderResult result = CoderResult.OVERFLOW;
        while (chars.remaining() > 1) { // the last place is for BAD
            int start = chars.position();
            result = decoder.decode(bytes, chars.limit(BUFFER - 1), isEnd);
            chars.limit(BUFFER);
            count(start);
            if (!result.isError()) {
                break;
            }
            replace(result.length());
            result = CoderResult.OVERFLOW;
        }
        return result.isUnderflow();
    }

    /** Reads the next bytes as BAD. */
    private void replace(int length) {
        column++;
        hasBadBytes = true;
        if (badBytes.isEmpty() || badBytes.getLast().line() < line) {
            if (badBytes.size() == MAX_REMEMBERED) {
                badBytes.removeFirst();
            }
            badBytes.add(new BadByte(line, column, bytes.get(bytes.position()) & 0xFF, charset()));
        }
        bytes.position(bytes.position() + length);
        chars.put(BAD);
        isAfterReturn = false;
    }

    /** Counts the lines, and the characters of the last one, of what was decoded from here on. */
    private void count(int start) {
        char[] decoded = chars.array();
        for (int i = start; i < chars.position(); i++) {
            char c = decoded[i];
            if (c > '\r') {
                column += Character.isLowSurrogate(c) ? 0 : 1;
                isAfterReturn = false;
            } else {
                countControl(c);
            }
        }
    }

    private void countControl(char c) {
        boolean isLineBreak = c == '\n' || c == '\r';
        column = isLineBreak ? 0 : column + 1;
        line += isLineBreak && !(c == '\n' && isAfterReturn) ? 1 : 0;
        isAfterReturn = c == '\r';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
