package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The way bytes take over a connected channel that doesn't block: as they are, or through TLS. For one thread. */
interface Transport {
    /**
     * Goes on with what must be said before the first byte. It may take the processor for a while, and may be called by another thread
     * than the one that uses the transport later.
     *
     * <p>If it isn't established then, the channel must become readable or, if {@link #isWaitingToWrite()}, writable first.
     */
    void establish() throws IOException;

    /** Returns whether all is said that must be said before the first byte. */
    boolean isEstablished();

    /** Writes what the channel takes; what it didn't take is left in the buffer or kept here. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns whether bytes are kept here that the channel didn't take. */
    boolean isWaitingToWrite();

    /**
     * Reads what came, at most as much as the buffer takes, and not all if that takes long. Returns how much; 0 if nothing did, -1 at the
     * end.
     */
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
        public void establish() {
            // there is nothing to be said
        }

        @Override
        public boolean isEstablished() {
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
