package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Tells a peer of every write to it, since one that blocks for too long is cut off. */
final class WatchedWriter implements DataWriter {
    private final DataWriter writer;
    private final Peer peer;

    WatchedWriter(DataWriter writer, Peer peer) {
        this.writer = writer;
        this.peer = peer;
    }

    private void watch(Runnable write) {
        peer.beginWrite();
        try {
            write.run();
        } finally {
            peer.endWrite();
        }
    }

    @Override
    public void write(BufferData... buffers) {
        watch(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        watch(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        watch(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        watch(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        watch(writer::flush);
    }

    @Override
    public void close() {
        watch(writer::close);
    }
}
