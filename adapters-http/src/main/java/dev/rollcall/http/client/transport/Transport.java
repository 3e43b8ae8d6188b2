package dev.rollcall.http.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Transport over a connected non-blocking channel: plain or TLS. For one thread. */
public interface Transport {
    /**
     * Continues the handshake. It may take CPU time, and may be called by another thread than the one that uses the transport later.
     *
     * <p>If it isn't established afterwards, the channel must become readable or, if {@link #isWaitingToWrite()}, writable first.
     */
    void establish() throws IOException;

    /** Returns whether the handshake is complete. */
    boolean isEstablished();

    /** Writes what the channel takes; the rest stays in the buffer or is kept here. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns whether it keeps bytes that the channel didn't take. */
    boolean isWaitingToWrite();

    /**
     * Reads received bytes, as many as fit, and not all if that takes long. Returns their number; 0 if there are none, -1 at the end.
     */
    int read(ByteBuffer target) throws IOException;

    /** Returns whether the last read took all received bytes. */
    boolean isDrained();

    /** Announces the end, if the protocol has that and the channel takes it at once. */
    default void end() {}

    /** A channel without TLS. */
    final class Plain implements Transport {
        private final SocketChannel channel;
        private boolean drained;

        /** Creates it over a channel that will be connected. */
        public Plain(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void establish() {
            // no handshake
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
