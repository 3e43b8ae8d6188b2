package dev.rollcall.http.client.response;

import dev.rollcall.domain.Quoted;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Incremental, strict parser of a response's head (RFC 9112, sections 2 to 6). Anything ambiguous is {@link Malformed}, since an
 * intermediary may have understood it differently (response splitting). Only the fields of {@link Field} are kept.
 *
 * <p>One deviation from the grammar is allowed: the space behind the status may be missing if there is no reason phrase.
 */
final class ResponseHead {
    /** The most bytes of a head, and of a trailer section. */
    static final int MAX_BYTES = 32 * 1024;
    /** The most fields of a head, and of a trailer section. */
    static final int MAX_FIELDS = 100;
    /** The most interim responses before the final one. */
    static final int MAX_INTERIM = 8;

    private static final String VERSION = "HTTP/1.";
    /** The connection leads to a server that isn't responsible for the remote (RFC 9110, section 15.5.20). */
    private static final int MISDIRECTED = 421;

    /** The part that is parsed next. */
    private enum Part {
        VERSION,
        STATUS,
        FIELDS
    }

    private final boolean trailers;
    private final boolean tunnel;
    private Part part;
    private int lines;
    private int fields;
    private int bytes;
    private int status;
    private boolean old;
    private boolean close;
    private boolean chunked;
    private boolean sized;
    private long length;
    private String reason = "";
    private final Map<Field, String> kept = new EnumMap<>(Field.class);

    private ResponseHead(Part first, boolean trailers, boolean tunnel) {
        this.part = first;
        this.trailers = trailers;
        this.tunnel = tunnel;
    }

    static ResponseHead ofResponse() {
        return new ResponseHead(Part.VERSION, false, false);
    }

    /** Returns a parser of the response to a {@code CONNECT}, which keeps the reason phrase. */
    static ResponseHead ofTunnel() {
        return new ResponseHead(Part.VERSION, false, true);
    }

    /** Returns a parser of a trailer section, up to its empty line; its fields are dropped. */
    static ResponseHead trailers() {
        return new ResponseHead(Part.FIELDS, true, false);
    }

    /**
     * Parses what has arrived. Returns whether the head is complete.
     *
     * @throws Malformed as soon as it is invalid
     */
    boolean advance(ReceiveBuffer in) throws Malformed {
        // checked before the end of the line: a peer that doesn't speak HTTP may never end it
        if (part == Part.VERSION && in.expect(VERSION, "the beginning of the response")) {
            part = Part.STATUS;
        }
        while (part != Part.VERSION && in.nextLine(MAX_BYTES - bytes, "a line of the head")) {
            ReceivedLine line = in.line();
            lines++;
            bytes += line.length();
            if (part == Part.STATUS) {
                statusLine(line);
                part = Part.FIELDS;
            } else if (line.length() == 0) {
                check();
                return true;
            } else {
                field(line);
            }
        }
        return false;
    }

    int status() {
        return status;
    }

    /** Returns the reason phrase of the response to a {@code CONNECT}; of others it isn't kept. */
    String reason() {
        return reason;
    }

    Optional<String> field(Field field) {
        return Optional.ofNullable(kept.get(field));
    }

    Framing framing() {
        if (isBodiless()) {
            return new Framing.Length(0);
        }
        if (chunked) {
            return new Framing.Chunked();
        }
        return sized ? new Framing.Length(length) : new Framing.UntilClose();
    }

    /** Returns whether the connection can be reused once the body was read. */
    boolean isPersistent() {
        // a remote that announces a body where none is allowed may send it all the same
        boolean ends = isBodiless() ? !chunked && length == 0 : chunked || sized;
        return ends && !old && !close && status != MISDIRECTED;
    }

    private boolean isBodiless() {
        return status == 204 || status == 304;
    }

    /** Parses version, space and status, then nothing, or a space and any reason phrase (RFC 9112, section 4). */
    private void statusLine(ReceivedLine line) throws Malformed {
        boolean right = line.length() >= 5
                && (line.at(0) == '1' || line.at(0) == '0')
                && line.at(1) == ' '
                && line.at(2) >= '1'
                && line.at(2) <= '5'
                && line.isDigit(3)
                && line.isDigit(4)
                && (line.length() == 5 || line.at(5) == ' ');
        if (!right) {
            throw new Malformed("the status line is " + Quoted.of(VERSION + line.text(0, line.length())));
        }
        old = line.at(0) == '0';
        status = (line.at(2) - '0') * 100 + (line.at(3) - '0') * 10 + line.at(4) - '0';
        if (tunnel) {
            reason = line.text(Math.min(6, line.length()), line.length());
        }
    }

    private void field(ReceivedLine line) throws Malformed {
        fields++;
        if (fields > MAX_FIELDS) {
            throw new Malformed("there are more than %s fields".formatted(MAX_FIELDS));
        }
        int name = name(line);
        if (!trailers) {
            keep(line, name);
        }
    }

    /** Returns where the field name ends, right before the colon (RFC 9112, section 5.1). Line folding is rejected. */
    private int name(ReceivedLine line) throws Malformed {
        int end = line.tokenEnd();
        if (end == 0 || end == line.length() || line.at(end) != ':') {
            throw malformed(line, "isn't a field", 0, line.length());
        }
        return end;
    }

    private void keep(ReceivedLine line, int name) throws Malformed {
        int begin = line.afterBlanks(name + 1, line.length());
        int end = line.beforeBlanks(begin, line.length());
        if (tunnel) {
            return; // what frames no content must be ignored (RFC 9110, section 9.3.6), and a refusal is not read
            // further
        }
        if (line.is("content-length", 0, name)) {
            contentLength(line, begin, end);
        } else if (line.is("transfer-encoding", 0, name)) {
            transferEncoding(line, begin, end);
        } else if (line.is("connection", 0, name)) {
            connection(line, begin, end);
        } else {
            keepText(line, name, begin, end);
        }
    }

    /** Keeps the last of several occurrences, unless the field is a list. */
    private void keepText(ReceivedLine line, int name, int begin, int end) {
        for (Field field : Field.ALL) {
            if (field.isNamed(line, name)) {
                String text = line.text(begin, end);
                if (field.isList()) {
                    kept.merge(field, text, (before, more) -> before + "," + more);
                } else {
                    kept.put(field, text);
                }
                return;
            }
        }
    }

    /** Accepts one number; repetitions, in one field or in several, must be equal (RFC 9110, section 8.6). */
    private void contentLength(ReceivedLine line, int begin, int end) throws Malformed {
        for (int at = begin, comma; at <= end; at = comma + 1) {
            comma = line.commaOrEnd(at, end);
            int first = line.afterBlanks(at, comma);
            long number = number(line, first, line.beforeBlanks(first, comma));
            if (sized && number != length) {
                throw malformed(line, "contradicts an earlier Content-Length", begin, end);
            }
            sized = true;
            length = number;
        }
    }

    private long number(ReceivedLine line, int begin, int end) throws Malformed {
        long number = 0;
        for (int i = begin; i < end; i++) {
            if (!line.isDigit(i) || number > (Long.MAX_VALUE - 9) / 10) {
                throw malformed(line, "has a Content-Length that isn't a number, or is too large", begin, end);
            }
            number = 10 * number + line.at(i) - '0';
        }
        if (begin == end) {
            throw malformed(line, "has an empty Content-Length", begin, end);
        }
        return number;
    }

    /** Accepts only {@code chunked}, once: no other coding was requested (RFC 9112, section 6.1). */
    private void transferEncoding(ReceivedLine line, int begin, int end) throws Malformed {
        if (chunked || !line.is("chunked", begin, end)) {
            throw malformed(line, "has a transfer coding other than chunked alone", begin, end);
        }
        chunked = true;
    }

    private void connection(ReceivedLine line, int begin, int end) {
        for (int at = begin, comma; at <= end; at = comma + 1) {
            comma = line.commaOrEnd(at, end);
            int first = line.afterBlanks(at, comma);
            close |= line.is("close", first, line.beforeBlanks(first, comma));
        }
    }

    /** Checks what no single field shows (RFC 9112, section 6.1; RFC 9110, section 15.2.2). */
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

    private Malformed malformed(ReceivedLine line, String what, int begin, int end) {
        return new Malformed("line %s of the head %s: %s".formatted(lines, what, Quoted.of(line.text(begin, end))));
    }
}
