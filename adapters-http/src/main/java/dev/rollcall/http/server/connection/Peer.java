package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection. It sits between the socket and the server's reader, so that it can read ahead while a request is
 * served: bytes belong to the next request and are buffered for the reader; the end of the input means that the client disconnected.
 *
 * <p>A client that only ends its output but still reads (TCP's half-close) looks the same, and counts as disconnected. Safe for use by many
 * threads.
 */
public final class Peer implements PeerInfo {
    private static final byte[] NOTHING = {};

    private final ConnectionContext connection;
    private final PeerInfo info;
    private final Duration writeTimeout;
    /** What was read ahead and not taken yet. */
    private byte[] ahead = NOTHING;

    private boolean isReading;
    private boolean isDisconnected;

    Peer(ConnectionContext connection, Duration writeTimeout) {
        this.connection = connection;
        this.info = connection.remotePeer();
        this.writeTimeout = writeTimeout;
    }

    /** Returns the client that made the request. */
    public static Peer of(ServerRequest request) {
        return (Peer) request.remotePeer();
    }

    /**
     * Starts to check in the background whether the client is connected; a later call reports the result.
     *
     * @throws CloseConnectionException if it is known to have disconnected
     */
    public synchronized void ensureConnected() {
        if (isDisconnected) {
            throw new CloseConnectionException("the client disconnected");
        }
        if (!isReading && ahead.length == 0) {
            isReading = true;
            Background.startWaiting("read-ahead", this::read);
        }
    }

    /** Returns a stream to the client with the write timeout; the caller must end it. */
    public Outgoing outgoing(OutputStream out) {
        return new Outgoing(out, writeTimeout, () -> connection.serverSocket().close());
    }

    /**
     * Returns the next bytes, as the server's reader expects them: null if the client disconnected.
     *
     * @throws CloseConnectionException if the thread was interrupted
     */
    byte @Nullable [] next() {
        if (mustRead()) {
            read();
        }
        return take();
    }

    /** Waits for the end of a read ahead; returns whether the caller must read. */
    private synchronized boolean mustRead() {
        try {
            while (isReading) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted", e);
        }
        isReading = ahead.length == 0 && !isDisconnected;
        return isReading;
    }

    private void read() {
        byte[] bytes = NOTHING;
        try {
            bytes = connection.dataReader().readBuffer().readBytes();
        } catch (RuntimeException e) {
            // the end of the input or a broken connection: nothing more will come
        } finally {
            store(bytes);
        }
    }

    private synchronized void store(byte[] bytes) {
        ahead = bytes;
        isDisconnected = bytes.length == 0;
        isReading = false;
        notifyAll();
    }

    private synchronized byte @Nullable [] take() {
        byte[] bytes = ahead;
        ahead = NOTHING;
        return bytes.length == 0 ? null : bytes;
    }

    @Override
    public SocketAddress address() {
        return info.address();
    }

    @Override
    public String host() {
        return info.host();
    }

    @Override
    public int port() {
        return info.port();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
        return info.tlsPrincipal();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
        return info.tlsCertificates();
    }
}
