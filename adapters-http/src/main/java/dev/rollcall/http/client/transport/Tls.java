package dev.rollcall.http.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a channel. An end without {@code close_notify} (RFC 8446, section 6.1) is a broken connection: it may be a truncation attack.
 */
public final class Tls implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** The most records per read, after which the caller can check its deadlines. */
    private static final int RECORDS = 16;

    private final SocketChannel channel;
    private final Engines engines;
    private @Nullable SSLEngine started;
    /** Received bytes that aren't decrypted yet, in read mode. */
    private ByteBuffer in = NOTHING;
    /** Encrypted bytes that aren't sent yet, in read mode. */
    private ByteBuffer out = NOTHING;

    private boolean established;
    private boolean drained;

    /** Creates client engines. */
    @FunctionalInterface
    public interface Engines {
        /**
         * Returns a new engine, whose handshake has begun. May take CPU time.
         *
         * @throws IOException if TLS is not available
         */
        SSLEngine start() throws IOException;
    }

    /** Creates it over a channel that will be connected. */
    public Tls(SocketChannel channel, Engines engines) {
        this.channel = channel;
        this.engines = engines;
    }

    private SSLEngine engine() throws IOException {
        SSLEngine engine = started;
        if (engine == null) {
            engine = engines.start();
            int packet = engine.getSession().getPacketBufferSize();
            in = ByteBuffer.allocate(packet).limit(0);
            out = ByteBuffer.allocate(2 * packet).limit(0);
            started = engine;
        }
        return engine;
    }

    @Override
    public boolean isEstablished() {
        return established;
    }

    @Override
    public void establish() throws IOException {
        SSLEngine engine = engine();
        if (!flush()) {
            return;
        }
        var none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        boolean goesOn = true;
        while (goesOn) {
            goesOn = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> task(engine);
                case NEED_WRAP -> wrap(engine, NOTHING) && flush();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(engine, none) || receive(engine);
                case FINISHED, NOT_HANDSHAKING -> false;
            };
        }
        if (none.position() > 0) {
            throw new SSLException("the remote sent data before the request");
        }
        established = engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING && flush();
    }

    private static boolean task(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    /** Encrypts, and appends to the output. Returns true. */
    private boolean wrap(SSLEngine engine, ByteBuffer plain) throws SSLException {
        do {
            out.compact();
            SSLEngineResult result = engine.wrap(plain, out);
            out.flip();
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("can't send any more: " + result.getStatus());
            }
        } while (plain.hasRemaining());
        return true;
    }

    /** Sends encrypted bytes. Returns whether the channel took them all. */
    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    /** Decrypts a record. Returns whether a complete one was there. */
    private boolean unwrap(SSLEngine engine, ByteBuffer target) throws SSLException {
        return switch (engine.unwrap(in, target).getStatus()) {
            case OK -> true;
            case BUFFER_UNDERFLOW, CLOSED -> false;
            case BUFFER_OVERFLOW -> throw new SSLException("a record exceeds its maximum size");
        };
    }

    /** Receives bytes. Returns whether there were any. */
    private boolean receive(SSLEngine engine) throws IOException {
        in.compact();
        try {
            int n = engine.isInboundDone() ? -1 : channel.read(in);
            if (n < 0) {
                throw new EOFException("the remote closed the connection");
            }
            return n > 0;
        } finally {
            in.flip();
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            wrap(engine(), bytes);
        }
        flush();
    }

    @Override
    public boolean isWaitingToWrite() {
        return out.hasRemaining();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        SSLEngine engine = engine();
        int room = engine.getSession().getApplicationBufferSize();
        drained = false;
        for (int i = 0; i < RECORDS && !drained && target.remaining() >= room; i++) {
            if (!unwrap(engine, target)) {
                if (engine.isInboundDone()) {
                    return target.position() > 0 ? target.position() : -1;
                }
                drained = !receiveBehind(engine, target.position() > 0);
            }
            answer(engine);
        }
        return target.position();
    }

    /** Receives more bytes. If the connection breaks, data that was read before counts first. */
    private boolean receiveBehind(SSLEngine engine, boolean some) throws IOException {
        try {
            return receive(engine);
        } catch (IOException e) {
            if (some) {
                return false;
            }
            throw e;
        }
    }

    /** Does what a record asked for, such as a key update. */
    private void answer(SSLEngine engine) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> task(engine);
            case NEED_WRAP -> {
                if (!engine.isInboundDone()) {
                    wrap(engine, NOTHING);
                    flush();
                }
            }
            default -> {}
        }
    }

    @Override
    public boolean isDrained() {
        return drained;
    }

    @Override
    public void end() {
        try {
            SSLEngine engine = engine();
            engine.closeOutbound();
            out.compact();
            engine.wrap(NOTHING, out);
            out.flip();
            flush();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
