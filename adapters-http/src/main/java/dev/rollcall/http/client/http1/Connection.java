package dev.rollcall.http.client.http1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the remote, used by one exchange at a time. No method blocks: what can't go on now goes on when the selector says
 * so. For one thread at a time.
 *
 * <p>It is used again only if its last response was read to its end and nothing stood behind it: bytes behind a response belong to
 * none, and no later request may take them for its own (RFC 9112, section 9.2).
 */
final class Connection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Transport transport;
    private final InetSocketAddress address;
    private final int tries;
    private final Inbound in = new Inbound();
    private @Nullable Exchange exchange;
    private ResponseReader reader = new ResponseReader();
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean open;
    private boolean touched;
    private boolean used;
    private long restedAt;

    /**
     * Registers a channel with a selector; it isn't connected yet.
     *
     * @param tries which try this is to connect for an exchange, the first being 1
     */
    Connection(SocketChannel channel, Transport transport, Selector selector, InetSocketAddress address, int tries)
            throws IOException {
        this.channel = channel;
        this.transport = transport;
        this.address = address;
        this.tries = tries;
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

    int tries() {
        return tries;
    }

    /** What came of going on. */
    enum Progress {
        /** Nothing more can be done before the selector says so. */
        WAITING,
        /** The response came, and the connection can serve again. */
        RESTING,
        /** The response came, or failed to, and the connection is closed. */
        CLOSED
    }

    /**
     * Begins an exchange. The request is sent at once if the connection is open, else as soon as it is.
     *
     * @throws IOException if the connection broke; it is closed
     */
    void begin(Exchange next) throws IOException {
        exchange = next;
        reader = new ResponseReader();
        touched = false;
        unsent = ByteBuffer.wrap(next.request());
        if (open) {
            try {
                flush();
            } catch (IOException e) {
                close();
                throw e;
            }
        }
    }

    /** Returns the exchange that is waited for. */
    Optional<Exchange> exchange() {
        return Optional.ofNullable(exchange);
    }

    /**
     * Goes on as far as possible without waiting.
     *
     * @param buffer what to read into, through it; what it holds is of no account
     * @throws IOException if the connection broke or was misused, or can't be had; it is closed
     */
    Progress advance(ByteBuffer buffer) throws IOException {
        try {
            if (!open && !establish()) {
                return Progress.WAITING;
            }
            flush();
            return receive(buffer);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private boolean establish() throws IOException {
        if (!channel.isConnected() && !channel.finishConnect()) {
            return false;
        }
        open = transport.establish();
        listen();
        return open;
    }

    private void flush() throws IOException {
        if (unsent.hasRemaining() || transport.isWaitingToWrite()) {
            transport.write(unsent);
            listen();
        }
    }

    private void listen() {
        boolean writes = transport.isWaitingToWrite() || (open && unsent.hasRemaining());
        int ops = SelectionKey.OP_READ | (writes ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != ops) {
            key.interestOps(ops);
        }
    }

    private Progress receive(ByteBuffer buffer) throws IOException {
        do {
            buffer.clear();
            int n = transport.read(buffer);
            if (n < 0) {
                return ended();
            }
            if (n > 0) {
                touched = true;
                in.add(buffer.flip());
                if (exchange == null || reader.advance(in)) {
                    return finished();
                }
            }
        } while (!transport.isDrained());
        return Progress.WAITING;
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

    /** Ends the exchange and returns its response. */
    Response take() {
        exchange = null;
        return reader.response();
    }

    /** Returns whether the status of the response is known, and says it all. */
    boolean isDecided() {
        return exchange != null && reader.isDecided();
    }

    /** Returns whether the remote was reached: requests can be sent. */
    boolean isOpen() {
        return open;
    }

    /** Returns whether the remote may have closed the connection while it rested: it was used before, and nothing came since. */
    boolean mayBeStale() {
        return used && !touched;
    }

    /** Returns when its last exchange ended, a value of {@link System#nanoTime()}. */
    long restedAt() {
        return restedAt;
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    void close() {
        if (open && channel.isOpen()) {
            transport.end();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // there is nothing more to do with it
        }
    }
}
