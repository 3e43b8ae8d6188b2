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
 * The other end of a connection, the client. It stands between the socket and the server's reader, so that it can read ahead while a
 * request is served: what comes then is the next request and is kept for the reader; the end of the input says that the client has left.
 *
 * <p>A client that only ends its output but still reads (TCP's half-close) looks the same, and counts as one that has left. Safe for use
 * by many threads.
 */
public final class Peer implements PeerInfo {
    private static final byte[] NOTHING = {};

    private final ConnectionContext connection;
    private final PeerInfo info;
    private final Duration patience;
    /** What was read and not taken yet. */
    private byte[] ahead = NOTHING;

    private boolean isReading;
    private boolean hasLeft;

    Peer(ConnectionContext connection, Duration patience) {
        this.connection = connection;
        this.info = connection.remotePeer();
        this.patience = patience;
    }

    /** Returns the client that made the request. */
    public static Peer of(ServerRequest request) {
        return (Peer) request.remotePeer();
    }

    /**
     * Begins to look whether the client has left, and doesn't wait for the result: the next call may know it.
     *
     * @throws CloseConnectionException if it has left
     */
    public synchronized void ensureConnected() {
        if (hasLeft) {
            throw new CloseConnectionException("the client has left");
        }
        if (!isReading && ahead.length == 0) {
            isReading = true;
            Background.startWaiting("read-ahead", this::read);
        }
    }

    /** Returns a stream to the client over the one given. It is cut if the client doesn't read; whoever gets it ends it. */
    public Outgoing outgoing(OutputStream out) {
        return new Outgoing(out, patience, () -> connection.serverSocket().close());
    }

    /**
     * Returns the bytes that come next, as the server's reader wants them: null if the client has left.
     *
     * @throws CloseConnectionException if the thread was interrupted
     */
    byte @Nullable [] next() {
        if (isToRead()) {
            read();
        }
        return take();
    }

    /** Waits for who reads already; returns whether there is nothing to take even then. */
    private synchronized boolean isToRead() {
        try {
            while (isReading) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted", e);
        }
        isReading = ahead.length == 0 && !hasLeft;
        return isReading;
    }

    private void read() {
        byte[] bytes = NOTHING;
        try {
            bytes = connection.dataReader().readBuffer().readBytes();
        } catch (RuntimeException e) {
            // the end, or a connection that broke: nothing more comes, whatever it is
        } finally {
            keep(bytes);
        }
    }

    private synchronized void keep(byte[] bytes) {
        ahead = bytes;
        hasLeft = bytes.length == 0;
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
