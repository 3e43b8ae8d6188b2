package dev.rollcall.http.client.response;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Gzip-encoded content (RFC 9110, section 8.4.1.3). It must be exactly one member (RFC 1952, section 2.2); the platform's reader would
 * ignore trailing bytes.
 */
final class GzipMember {
    private static final int MAGIC = 0x8B1F;
    private static final int DEFLATE = 8;
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    // the flags of a header
    private static final int CHECKED = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAMED = 1 << 3;
    private static final int COMMENTED = 1 << 4;
    private static final int RESERVED = 0xE0;

    private final ByteBuffer coded;

    /** Reads from the buffer's position to its limit. */
    GzipMember(ByteBuffer coded) {
        this.coded = coded.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the decoded content.
     *
     * @param max the most bytes that it may have
     * @throws Malformed if it has more, or is invalid
     */
    ByteBuffer content(int max) throws Malformed {
        var inflater = new Inflater(true);
        try {
            header();
            inflater.setInput(coded);
            byte[] content = inflate(inflater, max);
            trailer(content);
            return ByteBuffer.wrap(content);
        } catch (DataFormatException e) {
            throw broken(String.valueOf(e.getMessage()));
        } finally {
            inflater.end();
        }
    }

    private void header() throws Malformed {
        need(HEADER);
        if ((coded.getShort() & 0xFFFF) != MAGIC || coded.get() != DEFLATE) {
            throw broken("it has no gzip header");
        }
        int flags = coded.get();
        coded.position(HEADER);
        if ((flags & RESERVED) != 0) {
            throw broken("its header has unknown flags");
        }
        skipOptional(flags);
    }

    private void skipOptional(int flags) throws Malformed {
        if ((flags & EXTRA) != 0) {
            need(Short.BYTES);
            skip(coded.getShort() & 0xFFFF);
        }
        skipText(flags & NAMED);
        skipText(flags & COMMENTED);
        skip((flags & CHECKED) == 0 ? 0 : Short.BYTES);
    }

    private void skipText(int flag) throws Malformed {
        if (flag != 0) {
            do {
                need(1);
            } while (coded.get() != 0);
        }
    }

    private void skip(int bytes) throws Malformed {
        need(bytes);
        coded.position(coded.position() + bytes);
    }

    private void need(int bytes) throws Malformed {
        if (coded.remaining() < bytes) {
            throw broken("it ends too early");
        }
    }

    private static byte[] inflate(Inflater inflater, int max) throws DataFormatException, Malformed {
        var content = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (!inflater.finished()) {
            int n = inflater.inflate(buffer);
            if (n == 0 && !inflater.finished()) {
                throw broken("it ends too early");
            }
            content.write(buffer, 0, n);
            if (content.size() > max) {
                throw new Malformed("the body is longer than %s bytes".formatted(max));
            }
        }
        return content.toByteArray();
    }

    private void trailer(byte[] content) throws Malformed {
        need(TRAILER);
        var crc = new CRC32();
        crc.update(content);
        if (coded.getInt() != (int) crc.getValue() || coded.getInt() != content.length) {
            throw broken("its checksum or its length is wrong");
        }
        if (coded.hasRemaining()) {
            boolean again = coded.remaining() >= HEADER && (coded.getShort() & 0xFFFF) == MAGIC;
            throw broken(again ? "it has more than one member" : "it has trailing bytes");
        }
    }

    private static Malformed broken(String how) {
        return new Malformed("the gzip of the body is broken: " + how);
    }

    /**
     * Returns as much of the decoded content as can be read.
     *
     * @param max the most bytes
     */
    ByteBuffer beginning(int max) {
        var content = new ByteArrayOutputStream();
        var bytes = new byte[coded.remaining()];
        coded.get(coded.position(), bytes);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int b = in.read(); b >= 0 && content.size() < max; b = in.read()) {
                content.write(b);
            }
        } catch (IOException e) {
            // truncated or invalid: what could be read counts
        }
        return ByteBuffer.wrap(content.toByteArray());
    }
}
