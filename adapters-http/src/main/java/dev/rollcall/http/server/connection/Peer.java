package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import dev.rollcall.http.server.connection.RequestFraming.Place;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection. It sits between the socket and the server's reader, so that it can read ahead while a request is
 * served: bytes belong to the next request and are buffered for the reader; the end of the input means that the client disconnected.
 *
 * <p>A client that only ends its output but still reads (TCP's half-close) looks the same, and counts as disconnected.
 *
 * <p>The reader gets the bytes of one request at a time; those of the next are held back until this one is answered. If a request is answered
 * without its body, no other request is read: no byte of a body is ever parsed as a request. Safe for use by many threads.
 */
public final class Peer implements PeerInfo {
    /** How many bytes of a body are read and dropped at most after its request was answered. */
    private static final int MAX_DROPPED = 16 * 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final ConnectionContext connection;
    private final PeerInfo info;
    private final Duration writeTimeout;
    /** What was read ahead and not taken yet. */
    private byte[] ahead = NOTHING;

    private final RequestFraming framing = new RequestFraming();
    /** Whether a request was read and isn't answered yet. */
    private boolean isAnswering;
    /** How many bytes of its body the reader took. */
    private long bodyTaken;
    /** How many of them it took after the answer. */
    private long dropped;

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
     * Returns whether the client may be waiting for 100 (Continue; RFC 9110, section 10.1.1) before it sends a body that nobody has read. It
     * may also send the body all the same.
     */
    public synchronized boolean awaitsContinue() {
        return framing.place() == Place.BODY && framing.expectsContinue() && bodyTaken == 0;
    }

    /** Notes that the last request is answered, so that the next one may be read. */
    public synchronized void answered() {
        isAnswering = false;
        dropped = 0;
    }

    /**
     * Returns the next bytes of the request, as the server's reader expects them: null if the client disconnected, or if no other request may
     * follow on this connection.
     *
     * @throws CloseConnectionException if the thread was interrupted
     * @throws io.helidon.http.RequestException if the body is malformed
     */
    byte @Nullable [] next() {
        if (!mayRead()) {
            return null;
        }
        if (mustRead()) {
            read();
        }
        return take();
    }

    private synchronized boolean mayRead() {
        return switch (framing.place()) {
            case BETWEEN -> !isAnswering;
            case HEAD -> true;
            case BODY -> isAnswering || (!awaitsContinue() && dropped < MAX_DROPPED);
            case END -> false;
        };
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
        if (ahead.length == 0) {
            return null;
        }
        boolean isBody = framing.place() == Place.BODY;
        int end = framing.follow(ahead, 0);
        byte[] bytes = end == ahead.length ? ahead : Arrays.copyOf(ahead, end);
        ahead = end == ahead.length ? NOTHING : Arrays.copyOfRange(ahead, end, ahead.length);
        if (isBody) {
            bodyTaken += end;
            dropped += isAnswering ? 0 : end;
        } else if (framing.place() != Place.HEAD) {
            isAnswering = true;
            bodyTaken = 0;
        }
        return bytes;
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
