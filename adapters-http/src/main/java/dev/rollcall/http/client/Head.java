package dev.rollcall.http.client;

import dev.rollcall.domain.Quoted;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, strictly read (RFC 9112, sections 2 to 6): what could be understood in two ways is {@link Malformed}, since
 * whoever stands between here and the remote may have understood it in the other. Only the fields that matter here are kept.
 *
 * <p>One thing is allowed that the grammar isn't: the space behind the status may be missing if no reason phrase follows.
 */
final class Head {
    /** The most bytes of a head, and of a trailer section. */
    static final int MAX_BYTES = 32 * 1024;
    /** The most fields of a head, and of a trailer section. */
    static final int MAX_FIELDS = 100;
    /** The most interim responses before the final one. */
    static final int MAX_INTERIM = 8;

    private static final String VERSION = "HTTP/1.";
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = '!'; c <= '~'; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private final Inbound in;
    private int lines;
    private int bytes;
    private int status;
    private boolean old;
    private boolean close;
    private boolean chunked;
    private boolean sized;
    private long length;
    private @Nullable String contentType;
    private @Nullable String retryAfter;

    private Head(Inbound in) {
        this.in = in;
    }

    /**
     * Reads the head of the final response.
     *
     * @throws Malformed if it isn't one
     * @throws IOException if the connection breaks before its end
     */
    static Head read(Inbound in) throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            var head = new Head(in);
            head.statusLine();
            head.fields();
            head.check();
            if (head.status >= 200) {
                return head;
            }
        }
        throw new Malformed("there are more than %d interim responses".formatted(MAX_INTERIM));
    }

    /**
     * Takes a section of fields that aren't kept, to the empty line behind it.
     *
     * @throws Malformed if they aren't fields, or too many
     */
    static void skipTrailers(Inbound in) throws IOException {
        new Head(in).fields();
    }

    int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    /** Returns where the body ends. */
    Framing framing() {
        if (isBodiless()) {
            return new Framing.Length(0);
        }
        if (chunked) {
            return new Framing.Chunked();
        }
        return sized ? new Framing.Length(length) : new Framing.UntilClose();
    }

    /** Returns whether the remote is ready for another request on the connection, once the body was read. */
    boolean isPersistent() {
        // one that tells of a body where none can be may send it all the same
        return !old && !close && (isBodiless() ? !chunked && length == 0 : chunked || sized);
    }

    private boolean isBodiless() {
        return status == 204 || status == 304;
    }

    /** HTTP/1.1 200 OK. */
    private void statusLine() throws IOException {
        // at once, and not at the end of a line: who speaks no HTTP may never end one
        in.expect(VERSION, "the beginning of the response");
        int end = line();
        boolean right = end >= 5
                && (in.at(0) == '1' || in.at(0) == '0')
                && in.at(1) == ' '
                && in.at(2) >= '1'
                && in.at(2) <= '5'
                && isDigit(in.at(3))
                && isDigit(in.at(4))
                && (end == 5 || in.at(5) == ' ');
        if (!right) {
            throw new Malformed("the status line is " + Quoted.of(VERSION + in.text(0, end)));
        }
        old = in.at(0) == '0';
        status = (in.at(2) - '0') * 100 + (in.at(3) - '0') * 10 + in.at(4) - '0';
    }

    private void fields() throws IOException {
        int first = lines;
        for (int length = line(); length > 0; length = line()) {
            if (lines - first > MAX_FIELDS) {
                throw new Malformed("there are more than %d fields".formatted(MAX_FIELDS));
            }
            field(length);
        }
    }

    private int line() throws IOException {
        lines++;
        int length = in.line(MAX_BYTES - bytes, "line %d of the head".formatted(lines));
        bytes += length;
        return length;
    }

    private void field(int length) throws Malformed {
        int colon = 0;
        while (colon < length && TOKEN[in.at(colon) & 0xFF]) {
            colon++;
        }
        if (colon == 0 || colon == length || in.at(colon) != ':') {
            throw malformed("has no field name before a colon", 0, length);
        }
        int begin = afterBlanks(colon + 1, length);
        int end = beforeBlanks(begin, length);
        if (is("content-length", 0, colon)) {
            contentLength(begin, end);
        } else if (is("transfer-encoding", 0, colon)) {
            transferEncoding(begin, end);
        } else if (is("content-encoding", 0, colon)) {
            contentEncoding(begin, end);
        } else if (is("connection", 0, colon)) {
            connection(begin, end);
        } else if (is("content-type", 0, colon)) {
            contentType = in.text(begin, end);
        } else if (is("retry-after", 0, colon)) {
            retryAfter = in.text(begin, end);
        }
    }

    /** One number, said once or several times alike, in one field or in several (RFC 9110, section 8.6). */
    private void contentLength(int begin, int end) throws Malformed {
        for (int at = begin, comma; at <= end; at = comma + 1) {
            comma = commaOrEnd(at, end);
            int first = afterBlanks(at, comma);
            long number = number(first, beforeBlanks(first, comma));
            if (sized && number != length) {
                throw malformed("tells another length of the body", begin, end);
            }
            sized = true;
            length = number;
        }
    }

    private long number(int begin, int end) throws Malformed {
        long number = 0;
        for (int i = begin; i < end; i++) {
            if (!isDigit(in.at(i)) || number > (Long.MAX_VALUE - 9) / 10) {
                throw malformed("has a length that is no number, or too large a one", begin, end);
            }
            number = 10 * number + in.at(i) - '0';
        }
        if (begin == end) {
            throw malformed("has an empty length", begin, end);
        }
        return number;
    }

    /** Nothing but {@code chunked}, once: no other coding was asked for (RFC 9112, section 6.1). */
    private void transferEncoding(int begin, int end) throws Malformed {
        if (chunked || !is("chunked", begin, end)) {
            throw malformed("has a transfer coding that isn't chunked alone", begin, end);
        }
        chunked = true;
    }

    /** Requests ask for no coding of the content, so a coded one can't be read. */
    private void contentEncoding(int begin, int end) throws Malformed {
        if (!is("identity", begin, end)) {
            throw malformed("has a content coding, though none was asked for", begin, end);
        }
    }

    private void connection(int begin, int end) {
        for (int at = begin, comma; at <= end; at = comma + 1) {
            comma = commaOrEnd(at, end);
            int first = afterBlanks(at, comma);
            close |= is("close", first, beforeBlanks(first, comma));
        }
    }

    /** What no single field shows (RFC 9112, section 6.1; RFC 9110, section 15.2.2). */
    private void check() throws Malformed {
        if (chunked && sized) {
            throw new Malformed("the head has both Transfer-Encoding and Content-Length");
        }
        if (chunked && old) {
            throw new Malformed("the head has Transfer-Encoding in HTTP/1.0");
        }
        if (status == 101) {
            throw new Malformed("the remote switched protocols, though it wasn't asked to");
        }
    }

    private Malformed malformed(String what, int begin, int end) {
        return new Malformed("line %d of the head %s: %s".formatted(lines, what, Quoted.of(in.text(begin, end))));
    }

    /** Returns whether a part of the line is a text, which is given in lower case. */
    private boolean is(String text, int begin, int end) {
        if (end - begin != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            byte b = in.at(begin + i);
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int commaOrEnd(int begin, int end) {
        int at = begin;
        while (at < end && in.at(at) != ',') {
            at++;
        }
        return at;
    }

    private int afterBlanks(int begin, int end) {
        int at = begin;
        while (at < end && isBlank(in.at(at))) {
            at++;
        }
        return at;
    }

    private int beforeBlanks(int begin, int end) {
        int at = end;
        while (at > begin && isBlank(in.at(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
