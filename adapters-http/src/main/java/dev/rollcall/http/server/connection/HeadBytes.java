package dev.rollcall.http.server.connection;

import io.helidon.http.Status;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of the head of a request, up to and including the empty line. For one thread. */
final class HeadBytes {
    private static final int USUAL = 1024;
    /** The maximum length of the request line, in bytes. */
    static final int MAX_LINE = 32 * 1024;
    /** The maximum length of the fields, in bytes. */
    static final int MAX_FIELDS = 16 * 1024;
    /** How much is kept: a longer head is refused. */
    static final int MAX_KEPT = MAX_LINE + MAX_FIELDS;

    private final int max;
    private byte[] bytes = new byte[USUAL];
    private int length;
    /** How much of CR LF CR LF the bytes end with. */
    private int matched;
    /** The length of the request line with the CR LF at its end; 0 if it isn't complete. */
    private int line;

    HeadBytes(int max) {
        this.max = max;
    }

    void clear() {
        length = 0;
        matched = 0;
        line = 0;
    }

    boolean isComplete() {
        return matched == 4;
    }

    boolean isFull() {
        return length == max;
    }

    /** Takes the next bytes, to the end of the head or the limit at most, and keeps them unless there are too many. */
    byte[] pass(Received received) {
        int count = 0;
        int most = Math.min(received.available(), max - length);
        while (count < most && matched < 4) {
            byte b = received.peek(count++);
            boolean isExpected = b == (matched % 2 == 0 ? '\r' : '\n');
            matched = isExpected ? matched + 1 : b == '\r' ? 1 : 0;
            line = line == 0 && matched == 2 ? length + count : line;
        }
        byte[] taken = received.take(count);
        keep(taken);
        return taken;
    }

    private void keep(byte[] more) {
        int needed = length + more.length;
        if (needed <= MAX_KEPT) {
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(MAX_KEPT, Math.max(2 * bytes.length, needed)));
            }
            System.arraycopy(more, 0, bytes, length, more.length);
        }
        length = needed;
    }

    /** Returns the status with which the head must be refused (RFC 6585, section 5; RFC 9110, sections 15.5.15 and 15.6.6); empty if it needn't. */
    Optional<Status> refusal() {
        if (line > MAX_LINE || (line == 0 && length > MAX_LINE)) {
            return Optional.of(Status.REQUEST_URI_TOO_LONG_414);
        }
        if (length - line > MAX_FIELDS) {
            return Optional.of(Status.create(431, "Request Header Fields Too Large"));
        }
        return HeadFraming.isOfOtherVersion(bytes, line)
                ? Optional.of(Status.HTTP_VERSION_NOT_SUPPORTED_505)
                : Optional.empty();
    }

    /** Reads the head, which must be complete; a large array isn't kept for the next one. */
    HeadFraming read() {
        HeadFraming read = HeadFraming.read(bytes, length);
        if (bytes.length > USUAL) {
            bytes = new byte[USUAL];
        }
        return read;
    }
}
