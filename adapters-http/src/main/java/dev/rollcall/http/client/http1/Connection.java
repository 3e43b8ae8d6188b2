package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.ReceiveBuffer;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.ResponseReader;
import dev.rollcall.http.client.transport.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking connection to the remote, used by one exchange at a time. For one thread at a time, except {@link #handshake()}.
 *
 * <p>It is reused only if its last response was read to its end and no bytes followed: stray bytes must not be taken for the response of
 * a later request (RFC 9112, section 9.2).
 */
final class Connection {
    /** How long a connection must be idle without a stray byte until the next bytes surely belong to the next response. */
    static final long SURE_REST = Duration.ofMillis(50).toNanos();

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Transport transport;
    private final InetSocketAddress address;
    private final BodyMemory memory;
    private final ReceiveBuffer in = new ReceiveBuffer();
    private @Nullable Exchange exchange;
    private ResponseReader reader;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private @Nullable IOException failure;
    private boolean open;
    private boolean touched;
    private boolean used;
    private boolean hurried;
    private boolean queued;
    private long begunAt;
    private long restedAt;
    /** Until when it is known that nothing arrived while it was idle. */
    private long quietUntil;

    /** Result of {@link #advance}. */
    enum Progress {
        /** Nothing more to do until the selector reports the connection as ready. */
        WAITING,
        /** More can be done at once. */
        GOING_ON,
        /** CPU time is needed: {@link #handshake()} must be called, by any thread. */
        HANDSHAKING,
        /** The connection is open and ready for its first request. */
        OPEN,
        /** A large response waits for a permit of the {@link BodyMemory}. */
        STARVED,
        /** The response is complete, and the connection can be reused. */
        RESTING,
        /** The response is complete, or there is none, and the connection is closed. */
        CLOSED
    }

    /** Registers a channel, which isn't connected yet, with a selector. */
    Connection(
            SocketChannel channel, Transport transport, Selector selector, InetSocketAddress address, BodyMemory memory)
            throws IOException {
        this.channel = channel;
        this.transport = transport;
        this.address = address;
        this.memory = memory;
        this.reader = new ResponseReader(memory);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /**
     * Starts connecting. Returns whether it is connected already.
     *
     * @throws IOException if that failed already
     */
    boolean connect() throws IOException {
        return channel.connect(address);
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Starts an exchange on an open connection.
     *
     * @throws IOException if the connection broke; it is closed
     */
    void begin(Exchange next) throws IOException {
        exchange = next;
        touched = false;
        begunAt = System.nanoTime();
        hurried = used && !wasQuietFor(SURE_REST);
        unsent = ByteBuffer.wrap(next.request());
        next.sent();
        try {
            flush();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /**
     * Does one piece of work, without blocking.
     *
     * @param buffer scratch space to read into
     * @throws IOException if the connection broke or can't be opened, or the response is invalid; it is closed
     */
    Progress advance(ByteBuffer buffer) throws IOException {
        try {
            if (!open) {
                return establish();
            }
            flush();
            return receive(buffer);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Progress establish() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!channel.isConnected() && !channel.finishConnect()) {
            return Progress.WAITING;
        }
        if (transport.isEstablished()) {
            open = true;
            restedAt = System.nanoTime();
            listen();
            return Progress.OPEN;
        }
        key.interestOps(0);
        return Progress.HANDSHAKING;
    }

    /** Continues the handshake as far as possible. Meanwhile the connection may only be closed. */
    void handshake() {
        try {
            transport.establish();
        } catch (IOException | RuntimeException e) {
            failure = e instanceof IOException io ? io : new IOException("the handshake failed", e);
        }
    }

    /** Waits for what the transport needs next: the channel to become readable, or writable too. */
    void listen() {
        if (!channel.isOpen()) {
            return;
        }
        boolean writes = transport.isWaitingToWrite() || (open && unsent.hasRemaining());
        int ops = SelectionKey.OP_READ | (writes ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != ops) {
            key.interestOps(ops);
        }
    }

    /** Returns whether the handshake is done, or failed. */
    boolean hasShakenHands() {
        return failure != null || transport.isEstablished();
    }

    private void flush() throws IOException {
        if (unsent.hasRemaining() || transport.isWaitingToWrite()) {
            transport.write(unsent);
            listen();
        }
    }

    private Progress receive(ByteBuffer buffer) throws IOException {
        if (reader.isStarved()) {
            return read();
        }
        buffer.clear();
        int n = transport.read(buffer);
        if (n < 0) {
            return ended();
        }
        if (n == 0) {
            return transport.isDrained() ? Progress.WAITING : Progress.GOING_ON;
        }
        touched = true;
        in.add(buffer.flip());
        return read();
    }

    private Progress read() throws IOException {
        if (exchange == null || reader.advance(in)) {
            return finished();
        }
        if (reader.isStarved()) {
            key.interestOps(0);
            return Progress.STARVED;
        }
        listen();
        return transport.isDrained() ? Progress.WAITING : Progress.GOING_ON;
    }

    private Progress ended() throws IOException {
        if (exchange == null) {
            throw new EOFException("the remote closed an idle connection");
        }
        reader.end();
        close();
        return Progress.CLOSED;
    }

    /** Becomes idle after a complete response, or closes if there are stray bytes. */
    private Progress finished() {
        boolean clean = exchange != null && reader.isPersistent() && in.isEmpty() && transport.isDrained();
        if (!clean || unsent.hasRemaining()) {
            close();
            return Progress.CLOSED;
        }
        in.shrink();
        used = true;
        restedAt = System.nanoTime();
        return Progress.RESTING;
    }

    /** Ends the exchange and returns its response, of which the connection keeps nothing. */
    RemoteResponse take() {
        exchange = null;
        RemoteResponse response = reader.response();
        reader = new ResponseReader(memory);
        return response;
    }

    /** Passes the response's permit of the {@link BodyMemory} on to the caller, who must release it. Returns false if it has none. */
    boolean yieldsPermit() {
        return reader.yieldsPermit();
    }

    /**
     * Returns whether neither bytes nor the end arrived while the connection was idle. It reads now, unless that was done after it had been
     * idle for long enough.
     *
     * @param rest the least idle time, in nanoseconds; {@link #SURE_REST} once that has passed
     * @param lookedAt until when it is known that nothing arrived on any idle connection
     * @param buffer scratch space to read into
     */
    boolean isQuiet(long rest, long lookedAt, ByteBuffer buffer) {
        quietUntil = lookedAt;
        if (wasQuietFor(hasRested(SURE_REST) ? SURE_REST : rest)) {
            return true;
        }
        quietUntil = System.nanoTime();
        try {
            return transport.read(buffer.clear()) == 0 && transport.isDrained();
        } catch (IOException e) {
            return false;
        }
    }

    /** Restarts the idle time: only what arrives from now on is stray. */
    void restAgain() {
        restedAt = System.nanoTime();
    }

    private boolean wasQuietFor(long nanos) {
        return quietUntil - restedAt >= nanos;
    }

    /** Returns whether the head of the response was read and suffices. */
    boolean isDecided() {
        return exchange != null && reader.isDecided();
    }

    /** Returns whether the remote may have closed the connection while it was idle: it was used before, and nothing arrived since. */
    boolean mayBeStale() {
        return used && !touched;
    }

    /** Returns whether the exchange followed the one before so soon that a late stray byte could be taken for its response. */
    boolean isHurried() {
        return hurried;
    }

    /** Returns when the exchange was started, a value of {@link System#nanoTime()}. */
    long begunAt() {
        return begunAt;
    }

    /** Returns since when it is idle, a value of {@link System#nanoTime()}. */
    long restedAt() {
        return restedAt;
    }

    /** Returns whether it is new, or idle for so many nanoseconds. */
    boolean hasRested(long nanos) {
        return !used || System.nanoTime() - restedAt >= nanos;
    }

    /** Sets whether it is queued to advance. Returns whether that changed. */
    boolean queue(boolean waits) {
        boolean isNew = queued != waits;
        queued = waits;
        return isNew;
    }

    boolean isOpen() {
        return open;
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    void close() {
        if (open && channel.isOpen()) {
            transport.end();
        }
        if (reader.yieldsPermit()) {
            memory.give();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // it counts as closed all the same
        }
    }
}
