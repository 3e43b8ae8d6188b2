package dev.rollcall.http.server.connection;

/** Follows the body of a request to its end. For one thread. */
sealed interface BodyFraming {
    /** No body. */
    BodyFraming NONE = new Length(0);

    /** Returns whether the end was reached. */
    boolean isComplete();

    /** Follows the next bytes, to the end of the body at most; returns the index behind the last one, or -1 if one can't be there. */
    int follow(byte[] bytes, int from);

    /** A number of bytes (RFC 9112, section 6.2). */
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
        public int follow(byte[] bytes, int from) {
            int taken = (int) Math.min(left, bytes.length - from);
            left -= taken;
            return from + taken;
        }
    }

    /**
     * Chunks (RFC 9112, section 7.1). Sizes have at most 15 digits. Chunk extensions and trailers, which nobody here could use, can't be
     * there: recipients have read them in different ways.
     */
    final class Chunked implements BodyFraming {
        private static final int MAX_DIGITS = 15;

        private enum Next {
            SIZE,
            SIZE_END,
            DATA,
            DATA_CR,
            DATA_LF,
            LAST_CR,
            LAST_LF,
            NOTHING
        }

        private Next next = Next.SIZE;
        private int digits;
        /** The size of the chunk as far as it was read, then how many of its bytes are left. */
        private long left;

        @Override
        public boolean isComplete() {
            return next == Next.NOTHING;
        }

        @Override
        public int follow(byte[] bytes, int from) {
            int at = from;
            while (at < bytes.length && next != Next.NOTHING) {
                if (next == Next.DATA) {
                    at = followData(bytes, at);
                } else if (!take(bytes[at++])) {
                    return -1;
                }
            }
            return at;
        }

        private int followData(byte[] bytes, int from) {
            int taken = (int) Math.min(left, bytes.length - from);
            left -= taken;
            if (left == 0) {
                next = Next.DATA_CR;
            }
            return from + taken;
        }

        private boolean take(byte b) {
            return switch (next) {
                case SIZE -> b == '\r' ? digits > 0 && proceed(Next.SIZE_END) : digit(Character.digit(b, 16));
                case SIZE_END -> b == '\n' && proceed(left == 0 ? Next.LAST_CR : Next.DATA);
                case DATA_CR -> b == '\r' && proceed(Next.DATA_LF);
                case DATA_LF -> b == '\n' && beginChunk();
                case LAST_CR -> b == '\r' && proceed(Next.LAST_LF);
                case LAST_LF -> b == '\n' && proceed(Next.NOTHING);
                case DATA, NOTHING -> false;
            };
        }

        private boolean digit(int digit) {
            left = left * 16 + digit;
            return digit >= 0 && ++digits <= MAX_DIGITS;
        }

        private boolean beginChunk() {
            digits = 0;
            return proceed(Next.SIZE);
        }

        private boolean proceed(Next state) {
            next = state;
            return true;
        }
    }
}
