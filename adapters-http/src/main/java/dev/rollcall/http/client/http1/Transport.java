package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The way bytes take over a connected channel that doesn't block: as they are, or through TLS. For one thread. */
interface Transport {
    /**
     * Goes on with what must be said before the first byte.
     *
     * @return whether all is said; if not, the channel must become readable or, if {@link #isWaitingToWrite()}, writable first
     */
    boolean establish() throws IOException;

    /** Writes what the channel takes; what it didn't take is left in the buffer or kept here. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns whether bytes are kept here that the channel didn't take. */
    boolean isWaitingToWrite();

    /** Reads what came, at most as much as the buffer takes. Returns how much; 0 if nothing did, -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Returns whether the last read took all that had come. */
    boolean isDrained();

    /** Says farewell, if the protocol has one and the channel takes it at once. */
    default void end() {}

    /** Bytes as they are. */
    final class Plain implements Transport {
        private final SocketChannel channel;
        private boolean drained;

        Plain(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public boolean establish() {
            return true;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            channel.write(bytes);
        }

        @Override
        public boolean isWaitingToWrite() {
            return false;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int n = channel.read(target);
            drained = target.hasRemaining();
            return n;
        }

        @Override
        public boolean isDrained() {
            return drained;
        }
    }
}
