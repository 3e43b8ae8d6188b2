package dev.rollcall.http.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with {@link Malformed} when more than the allowed bytes come out of it. */
final class BoundedStream extends FilterInputStream {
    private final int max;
    private int left;

    BoundedStream(InputStream in, int max) {
        super(in);
        this.max = max;
        this.left = max;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) throws Malformed {
        left -= n;
        if (left < 0) {
            throw tooLong(max);
        }
    }

    /** Returns what is thrown for a body that is known to be too long. */
    static Malformed tooLong(int max) {
        return new Malformed("the body is longer than %d bytes".formatted(max));
    }
}
