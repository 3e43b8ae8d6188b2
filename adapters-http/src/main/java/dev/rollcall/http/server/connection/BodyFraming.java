package dev.rollcall.http.server.connection;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;

/** Follows the body of a request to its end. For one thread. */
sealed interface BodyFraming {
    /** No body. */
    BodyFraming NONE = new Length(0);

    /** Returns whether the end was reached. */
    boolean isComplete();

    /**
     * Takes the next bytes of the body, none behind its end.
     *
     * @return what the server's reader is given for them; empty if more must come first
     * @throws RequestException if the body is malformed
     */
    byte[] pass(Received received);

    /** A number of bytes (RFC 9112, section 6.2). They are passed on as they are. */
    final class Length implements BodyFraming {
        private long left;

        Length(long bytes) {
            left = bytes;
        }

        @Override
        public boolean isComplete() {
            return left == 0;
        }

        @Override
        public byte[] pass(Received received) {
            int count = (int) Math.min(left, received.available());
            left -= count;
            return received.take(count);
        }
    }

    /**
     * Chunks (RFC 9112, section 7.1). The data is passed on in chunks of our own, no larger than what was received at once, so that the
     * reader needn't buffer a chunk of a client's choice, and can't read its frame in another way. Chunk extensions and trailers are
     * dropped. Lines must end with CR LF; sizes have at most 15 digits.
     */
    final class Chunked implements BodyFraming {
        private static final int MAX_DIGITS = 15;
        /** The maximum length of all chunk extensions and trailers together, in bytes. */
        private static final int MAX_DROPPED = 16 * 1024;

        private static final byte[] NOTHING = {};
        private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private enum Next {
            SIZE,
            EXTENSION,
            SIZE_LF,
            DATA,
            DATA_CR,
            DATA_LF,
            TRAILER_OR_END,
            TRAILER_NAME,
            TRAILER_VALUE,
            TRAILER_LF,
            END_LF,
            END
        }

        private Next next = Next.SIZE;
        private int digits;
        private int dropped;
        /** The size of the chunk as far as it was read, then how many of its bytes are left. */
        private long left;

        @Override
        public boolean isComplete() {
            return next == Next.END;
        }

        @Override
        public byte[] pass(Received received) {
            while (!received.isEmpty()) {
                if (next == Next.DATA) {
                    return chunk(received);
                }
                next = follow(received.take());
                if (next == Next.END) {
                    return LAST;
                }
            }
            return NOTHING;
        }

        private byte[] chunk(Received received) {
            byte[] data = received.take((int) Math.min(left, received.available()));
            left -= data.length;
            next = left == 0 ? Next.DATA_CR : Next.DATA;
            byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] chunk = new byte[size.length + data.length + 2];
            System.arraycopy(size, 0, chunk, 0, size.length);
            System.arraycopy(data, 0, chunk, size.length, data.length);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            return chunk;
        }

        private Next follow(byte b) {
            return switch (next) {
                case SIZE -> size(b);
                case EXTENSION -> b == '\r' ? Next.SIZE_LF : drop(b, Next.EXTENSION);
                case SIZE_LF -> require(b == '\n', left == 0 ? Next.TRAILER_OR_END : Next.DATA);
                case DATA_CR -> require(b == '\r', Next.DATA_LF);
                case DATA_LF -> require(b == '\n', beginChunk());
                case TRAILER_OR_END -> b == '\r' ? Next.END_LF : trailerName(b);
                case TRAILER_NAME -> b == ':' ? Next.TRAILER_VALUE : trailerName(b);
                case TRAILER_VALUE -> b == '\r' ? Next.TRAILER_LF : drop(b, Next.TRAILER_VALUE);
                case TRAILER_LF -> require(b == '\n', Next.TRAILER_OR_END);
                case END_LF -> require(b == '\n', Next.END);
                case DATA, END -> throw new IllegalStateException();
            };
        }

        private Next size(byte b) {
            if (digits > 0 && b == '\r') {
                return Next.SIZE_LF;
            }
            if (digits > 0 && (b == ';' || b == ' ' || b == '\t')) {
                return drop(b, Next.EXTENSION);
            }
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            left = left * 16 + digit;
            digits++;
            return require(digit >= 0 && digits <= MAX_DIGITS, Next.SIZE);
        }

        private Next beginChunk() {
            digits = 0;
            return Next.SIZE;
        }

        private Next trailerName(byte b) {
            return require(TokenSyntax.mayContain(b), drop(b, Next.TRAILER_NAME));
        }

        private Next drop(byte b, Next then) {
            dropped++;
            boolean isText = b < 0 || b >= ' ' || b == '\t';
            return require(isText && b != 0x7F && dropped <= MAX_DROPPED, then);
        }

        private static Next require(boolean isRight, Next then) {
            if (isRight) {
                return then;
            }
            throw RequestException.builder()
                    .type(EventType.BAD_REQUEST)
                    .status(Status.BAD_REQUEST_400)
                    .setKeepAlive(false)
                    .message("malformed chunk")
                    .build();
        }
    }
}
