package dev.rollcall.http.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Streams the parts of a {@code multipart/form-data} body (RFC 7578; RFC 2046, section 5.1.1) in constant memory. For one thread.
 */
public final class Multipart {
    private static final int BUFFER = 16 * 1024;
    /** The maximum length of a boundary (RFC 2046, section 5.1.1). */
    private static final int MAX_BOUNDARY = 70;

    private static final int MAX_HEADERS = 20;
    private static final int MAX_HEADER = 4 * 1024;

    private static final Pattern DISPOSITION =
            Pattern.compile("^content-disposition: *form-data *(;.*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");
    private static final Pattern TYPE =
            Pattern.compile("^content-type: *([^;\\s]*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final InputStream body;
    private final byte[] delimiter;

    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    /** From start to here is content; after it may be a delimiter. */
    private int contentEnd;

    private Content content = new Content();
    private boolean isEnded;

    /**
     * A part.
     *
     * @param name the name of the field
     * @param fileName the name of the file as the client sent it; empty if the part isn't a file
     * @param type the media type, in lower case; empty text if none is given
     * @param content the bytes, until the next part is requested; reading them throws a {@link Problem.Refusal} if the body is truncated
     */
    public record Part(String name, Optional<String> fileName, String type, InputStream content) {}

    /**
     * Creates it for a body.
     *
     * @param boundary the parameter of the Content-Type
     * @throws Problem.Refusal if the boundary is invalid
     */
    Multipart(InputStream body, String boundary) {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw bad("the boundary must have 1 to %s characters".formatted(MAX_BOUNDARY));
        }
        this.body = body;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // a preamble before the first delimiter is optional, and is skipped like a part
        buffer[end++] = '\r';
        buffer[end++] = '\n';
    }

    private static Pattern parameter(String name) {
        return Pattern.compile("; *" + name + "=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    }

    /**
     * Returns the next part, after skipping the rest of the current one; empty at the end.
     *
     * @throws Problem.Refusal if the body is malformed
     * @throws IOException if the client disconnects
     */
    public Optional<Part> next() throws IOException {
        if (!isEnded) {
            content.transferTo(OutputStream.nullOutputStream());
            content = new Content();
            start += delimiter.length;
            isEnded = isLast(nextByte(), nextByte());
        }
        return isEnded ? Optional.empty() : Optional.of(part(head()));
    }

    private static boolean isLast(int first, int second) {
        boolean isLast = first == '-' && second == '-';
        if (!isLast && (first != '\r' || second != '\n')) {
            throw bad("unexpected content after a boundary");
        }
        return isLast;
    }

    private Part part(String head) {
        String disposition = found(DISPOSITION, head).orElse("");
        return new Part(
                found(NAME, disposition).orElseThrow(() -> bad("a part has no name")),
                found(FILE_NAME, disposition),
                found(TYPE, head).orElse("").toLowerCase(Locale.ROOT),
                content);
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Reads the headers and the empty line that ends them. */
    private String head() throws IOException {
        var head = new StringBuilder();
        int headers = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (++headers > MAX_HEADERS) {
                throw bad("a part has more than %s headers".formatted(MAX_HEADERS));
            }
            head.append(line).append('\n');
        }
        contentEnd = start;
        return head.toString();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = nextByte(); next != '\n'; next = nextByte()) {
            if (line.size() == MAX_HEADER) {
                throw bad("a header of a part is longer than %s bytes".formatted(MAX_HEADER));
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private int nextByte() throws IOException {
        if (start == end) {
            fill();
        }
        return buffer[start++] & 0xff;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int read = body.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw bad("the last boundary is missing");
        }
        end += read;
    }

    /** Returns whether there is more content; if not, the delimiter is next. */
    private boolean hasContent() throws IOException {
        while (start == contentEnd) {
            contentEnd = delimiterOrItsBeginning();
            if (start == contentEnd) {
                if (end - start >= delimiter.length) {
                    return false;
                }
                fill();
                contentEnd = start;
            }
        }
        return true;
    }

    /** Returns the index of a delimiter, or of what may become one when more is read. */
    private int delimiterOrItsBeginning() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\r' && mayBeDelimiter(i)) {
                return i;
            }
        }
        return end;
    }

    private boolean mayBeDelimiter(int from) {
        for (int i = 0; i < delimiter.length && from + i < end; i++) {
            if (buffer[from + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes before the next delimiter. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (this != content || !hasContent()) {
                return -1;
            }
            int read = Math.min(length, contentEnd - start);
            System.arraycopy(buffer, start, bytes, offset, read);
            start += read;
            return read;
        }
    }

    /** Returns the refusal of a malformed form. */
    static Problem.Refusal bad(String what) {
        return Problem.badBody("the body is not a valid form: " + what);
    }
}
