package dev.rollcall.http.client.http1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS over a channel. The certificate must be trusted, and be the host's (RFC 9110, section 4.3.4). An end that wasn't announced
 * ({@code close_notify}; RFC 8446, section 6.1) is a broken connection, since anybody on the way could have made it.
 */
final class Tls implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    /** What came and isn't decrypted yet; ready to be filled. */
    private final ByteBuffer in;
    /** What is encrypted and isn't sent yet; ready to be sent. */
    private final ByteBuffer out;

    private boolean drained;

    /**
     * Creates the client's end of a connection to the origin.
     *
     * @throws SSLException if the context can't be used
     */
    Tls(SocketChannel channel, Origin origin, SSLContext context) throws SSLException {
        this.channel = channel;
        String host = origin.bareHost();
        this.engine = context.createSSLEngine(host, origin.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!origin.isAddress()) {
            // the platform doesn't name a host without a dot by itself
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        engine.setSSLParameters(parameters);
        int packet = engine.getSession().getPacketBufferSize();
        in = ByteBuffer.allocate(packet);
        out = ByteBuffer.allocate(2 * packet).limit(0);
        engine.beginHandshake();
    }

    @Override
    public boolean establish() throws IOException {
        if (!flush()) {
            return false;
        }
        var none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        while (true) {
            boolean goesOn = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> task();
                case NEED_WRAP -> wrap(NOTHING) && flush();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(none) || receive();
                case FINISHED, NOT_HANDSHAKING -> {
                    if (none.position() > 0) {
                        throw new SSLException("the remote sent something before it was asked");
                    }
                    yield false;
                }
            };
            if (!goesOn) {
                return engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING && flush();
            }
        }
    }

    private boolean task() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    /** Encrypts; what the engine says is behind what was said before. Returns true. */
    private boolean wrap(ByteBuffer plain) throws SSLException {
        do {
            out.compact();
            SSLEngineResult result = engine.wrap(plain, out);
            out.flip();
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("nothing can be sent any more: " + result.getStatus());
            }
        } while (plain.hasRemaining());
        return true;
    }

    /** Sends what is encrypted. Returns whether the channel took it all. */
    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    /** Decrypts a record; returns whether a whole one was there. */
    private boolean unwrap(ByteBuffer target) throws SSLException {
        in.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(in, target);
        } finally {
            in.compact();
        }
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_UNDERFLOW -> false;
            case CLOSED -> false;
            case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than it may be");
        };
    }

    /** Receives what came. Returns whether anything did. */
    private boolean receive() throws IOException {
        int n = engine.isInboundDone() ? -1 : channel.read(in);
        if (n < 0) {
            throw new EOFException("the remote closed the connection");
        }
        return n > 0;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        wrap(bytes);
        flush();
    }

    @Override
    public boolean isWaitingToWrite() {
        return out.hasRemaining();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        drained = false;
        while (!drained && target.remaining() >= engine.getSession().getApplicationBufferSize()) {
            if (!unwrap(target)) {
                if (engine.isInboundDone()) {
                    return target.position() > before ? target.position() - before : -1;
                }
                drained = !receiveBehind(target.position() > before);
            }
            answer();
        }
        return target.position() - before;
    }

    /** Receives more; what was read before the connection broke counts first. */
    private boolean receiveBehind(boolean some) throws IOException {
        try {
            return receive();
        } catch (IOException e) {
            if (some) {
                return false;
            }
            throw e;
        }
    }

    /** Does what a record asked for, such as to change keys. */
    private void answer() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> task();
            case NEED_WRAP -> {
                if (!engine.isInboundDone()) {
                    wrap(NOTHING);
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
