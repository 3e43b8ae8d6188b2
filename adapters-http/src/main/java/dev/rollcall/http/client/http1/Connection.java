package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.ReceiveBuffer;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.ResponseReader;
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
 * A connection to the remote, used by one exchange at a time. No method blocks: what can't go on now goes on when the selector says
 * so. For one thread at a time, but for {@link #handshake()}.
 *
 * <p>It is used again only if its last response was read to its end and nothing stood behind it: bytes behind a response belong to
 * none, and no later request may take them for its own (RFC 9112, section 9.2).
 */
final class Connection {
    /** How long a connection has to rest without a stray byte until it is sure that the next ones are those of the next response. */
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
    /** Until when it is known that nothing came while it rested. */
    private long quietUntil;

    /** What came of going on. */
    enum Progress {
        /** Nothing more can be done before the selector says so. */
        WAITING,
        /** More can be done at once. */
        GOING_ON,
        /** The processor is needed for a while: {@link #handshake()} is to be called, by any thread. */
        HANDSHAKING,
        /** The connection is open, and ready for its first request. */
        OPEN,
        /** The response is too large for the memory that is left; later there may be more. */
        STARVED,
        /** The response came, and the connection can serve again. */
        RESTING,
        /** The response came, or failed to, and the connection is closed. */
        CLOSED
    }

    /** Registers a channel with a selector; it isn't connected yet. */
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
     * Begins to connect. Returns whether that is done already.
     *
     * @throws IOException if it failed already
     */
    boolean connect() throws IOException {
        return channel.connect(address);
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Begins an exchange on an open connection.
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

    /** Returns the exchange that is waited for. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /**
     * Goes on with one piece of work, without waiting.
     *
     * @param buffer what to read into, through it; what it holds is of no account
     * @throws IOException if the connection broke or was misused, or can't be had; it is closed
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

    /** Goes on with the handshake, as far as it can. Nobody else may use the connection meanwhile, but to close it. */
    void handshake() {
        try {
            transport.establish();
        } catch (IOException | RuntimeException e) {
            failure = e instanceof IOException io ? io : new IOException("the handshake failed", e);
        }
    }

    /** The handshake went as far as it could. */
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

    /** Returns whether the handshake went to its end, good or bad. */
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

    /** Reads what came. */
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

    /** Rests behind a response that was read to its end, if nothing came that belongs to none. */
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

    /** Ends the exchange and returns its response, which is whole, or decided. Nothing of it is kept while the connection rests. */
    RemoteResponse take() {
        exchange = null;
        RemoteResponse response = reader.response();
        reader = new ResponseReader(memory);
        return response;
    }

    /** Returns whether the response has a place in the {@link BodyMemory}, which is for the caller to give back from now on. */
    boolean yieldsPlace() {
        return reader.yieldsPlace();
    }

    /**
     * Returns whether nothing came while the connection rested, be it the end. It is looked at now, unless that was done when it had
     * rested for long enough.
     *
     * @param rest how long it has to be quiet, in nanoseconds; if it can be sure by now, it has to be
     * @param lookedAt until when it is known that nothing came on any that rests
     * @param buffer what to read into
     */
    boolean isQuiet(long rest, long lookedAt, ByteBuffer buffer) {
        quietUntil = lookedAt;
        if (wasQuietFor(hasRested(SURE_REST) ? SURE_REST : rest)) {
            return true;
        }
        quietUntil = System.nanoTime();
        try {
            buffer.clear();
            return transport.read(buffer) == 0 && transport.isDrained();
        } catch (IOException e) {
            return false;
        }
    }

    /** Begins to rest anew: only what comes from now on is looked at. */
    void restAgain() {
        restedAt = System.nanoTime();
    }

    private boolean wasQuietFor(long nanos) {
        return quietUntil - restedAt >= nanos;
    }

    /** Returns whether the status of the response is known, and says it all. */
    boolean isDecided() {
        return exchange != null && reader.isDecided();
    }

    /** Returns whether the remote may have closed the connection while it rested: it was used before, and nothing came since. */
    boolean mayBeStale() {
        return used && !touched;
    }

    /** Returns whether the exchange was begun so soon behind the one before that a late byte of that could be taken for this one's. */
    boolean isHurried() {
        return hurried;
    }

    /** Returns when the exchange was begun, a value of {@link System#nanoTime()}. */
    long begunAt() {
        return begunAt;
    }

    /** Returns when the last exchange ended, or the connection was opened, a value of {@link System#nanoTime()}. */
    long restedAt() {
        return restedAt;
    }

    /** Returns whether it is new, or has rested for so many nanoseconds. */
    boolean hasRested(long nanos) {
        return !used || System.nanoTime() - restedAt >= nanos;
    }

    /** Notes that it waits for its turn to go on, or doesn't. Returns whether that is new. */
    boolean queue(boolean waits) {
        boolean isNew = queued != waits;
        queued = waits;
        return isNew;
    }

    /** Returns whether requests can be sent. */
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
        if (reader.yieldsPlace()) {
            memory.give();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // there is nothing more to do with it
        }
    }
}
