package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.http1.Connection.Progress;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Single connections to a {@link Peer}, without a pool. */
final class Wired implements AutoCloseable {
    static final String NOBODY = "HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎";

    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

    final Peer peer = new Peer();
    final BodyMemory memory;
    final ByteBuffer buffer = ByteBuffer.allocateDirect(32 * 1024);
    private final Selector selector;

    /** Starts a silent peer. */
    Wired(BodyMemory memory) {
        this.memory = memory;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Exchange get() {
        return new Client.Get("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns one to the peer's port that isn't connected yet. */
    Connection create(String host) throws IOException {
        SocketChannel channel = SocketChannel.open();
        var address = new InetSocketAddress(InetAddress.ofLiteral(host), peer.port());
        return new Connection(channel, new Transport.Plain(channel), selector, address, memory);
    }

    /** Returns one that is open. */
    Connection open() throws IOException {
        Connection connection = create("127.0.0.1");
        connection.connect();
        if (goOn(connection) != Progress.OPEN) {
            throw new AssertionError("it is not open");
        }
        return connection;
    }

    /** Returns one on which a request was answered. */
    Connection rested() throws IOException {
        Connection connection = open();
        connection.begin(get());
        if (goOn(connection) != Progress.RESTING) {
            throw new AssertionError("it does not rest");
        }
        connection.take();
        return connection;
    }

    /** Advances until the progress isn't {@code WAITING} or {@code GOING_ON}. */
    Progress goOn(Connection connection) throws IOException {
        Progress progress = connection.advance(buffer);
        while (progress == Progress.WAITING || progress == Progress.GOING_ON) {
            if (progress == Progress.WAITING) {
                awaitSomething(connection);
            }
            progress = connection.advance(buffer);
        }
        return progress;
    }

    /** Waits until the connection is ready, such as to read. */
    void awaitSomething(Connection connection) throws IOException {
        var ready = new AtomicBoolean();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        while (!ready.get()) {
            selector.select(key -> ready.compareAndSet(false, key.attachment() == connection), PATIENCE);
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("nothing came");
            }
        }
    }

    static void awaitRest(Connection connection) {
        while (!connection.hasRested(Connection.SURE_REST)) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        peer.close();
    }
}
