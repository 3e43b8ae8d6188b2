package dev.rollcall.http.server.connection;

import java.util.Arrays;

/** The bytes of the head of a request, up to and including the empty line. For one thread. */
final class HeadBytes {
    private static final int USUAL = 1024;

    private final int max;
    private byte[] bytes = new byte[USUAL];
    private int length;
    /** How much of CR LF CR LF the bytes end with. */
    private int matched;

    HeadBytes(int max) {
        this.max = max;
    }

    void clear() {
        length = 0;
        matched = 0;
    }

    boolean isComplete() {
        return matched == 4;
    }

    boolean isFull() {
        return length == max;
    }

    /** Keeps the next bytes, to the end of the head or the limit at most; returns the index behind the last one. */
    int follow(byte[] more, int from) {
        int to = from;
        int end = Math.min(more.length, from + max - length);
        while (to < end && matched < 4) {
            byte b = more[to++];
            boolean isExpected = b == (matched % 2 == 0 ? '\r' : '\n');
            matched = isExpected ? matched + 1 : b == '\r' ? 1 : 0;
        }
        keep(more, from, to - from);
        return to;
    }

    private void keep(byte[] more, int from, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(2 * bytes.length, length + count)));
        }
        System.arraycopy(more, from, bytes, length, count);
        length += count;
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
