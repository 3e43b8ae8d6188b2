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

    /** Takes and keeps the next bytes, to the end of the head or the limit at most. */
    byte[] pass(Received received) {
        int count = 0;
        int most = Math.min(received.available(), max - length);
        while (count < most && matched < 4) {
            byte b = received.peek(count++);
            boolean isExpected = b == (matched % 2 == 0 ? '\r' : '\n');
            matched = isExpected ? matched + 1 : b == '\r' ? 1 : 0;
        }
        byte[] taken = received.take(count);
        keep(taken);
        return taken;
    }

    private void keep(byte[] more) {
        int needed = length + more.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(2 * bytes.length, needed)));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length = needed;
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
