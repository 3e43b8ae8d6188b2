package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import dev.rollcall.http.server.connection.Patience.Awaited;
import dev.rollcall.http.server.connection.RequestFraming.Place;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
public final class Peer extends KnownPeer {
    /** How many bytes of a body are read and dropped at most after its request was answered. */
    private static final int MAX_DROPPED = 16 * 1024 * 1024;

    /** How long a write may take with a client that reads. */
    private static final Duration USUAL_WRITE = Duration.ofMillis(500);

    private static final byte[] NOTHING = {};

    private final ConnectionContext connection;
    private final MemoryBudget memory;

    private final RequestFraming framing = new RequestFraming();
    private final Received received = new Received();
    private boolean isReading;
    private boolean isDisconnected;
    /** Whether a request was read and isn't answered yet. */
    private boolean isAnswering;
    /** How many bytes of its body were passed on, and how many of them after the answer. */
    private long passed;

    private long dropped;
    /** How many bytes of the budget its request has taken. */
    private long claimed;

    private Awaited awaited = Awaited.FIRST_REQUEST;
    /** When the wait began, as {@link System#nanoTime}. */
    private long since = System.nanoTime();
    /** How long earlier waits for the body took, in nanoseconds. */
    private long waited;

    private boolean isWriting;
    private long writingSince;
    /** Whether anything of a response was written since the request was read. */
    private boolean isBegun;

    private boolean isTimedOut;
    private boolean isHurried;
    /** The id of the request that is under way; null before its head is complete. */
    private volatile @Nullable String requestId;

    Peer(ConnectionContext connection, MemoryBudget memory) {
        super(connection.remotePeer());
        this.connection = connection;
        this.memory = memory;
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
        if (!isReading && received.isEmpty()) {
            isReading = true;
            Background.startWaiting("read-ahead", this::read);
        }
    }

    /**
     * Waits for a while, or until the client disconnects or the server is to stop.
     *
     * @throws CloseConnectionException if one of these is known by then
     */
    public synchronized void pause(Duration time) throws InterruptedException {
        ensureConnected();
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !isDisconnected && !isHurried; left = end - System.nanoTime()) {
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        ensureConnected();
        if (isHurried) {
            throw new CloseConnectionException("the server is stopping");
        }
    }

    /** From now on, nothing pauses for the client, since the server is to stop. */
    synchronized void hurry() {
        isHurried = true;
        notifyAll();
    }

    /**
     * Takes memory for the request, until it is answered.
     *
     * @param bytes an estimate of what it will take
     * @throws Overload if all requests together would take too much
     */
    public void claim(long bytes) {
        if (!claims(bytes)) {
            throw new Overload();
        }
    }

    /** Takes memory for the request, until it is answered; returns whether it was there. */
    public boolean claims(long bytes) {
        return claimed(memory.take(bytes) ? bytes : 0) == bytes;
    }

    /**
     * Takes memory for bytes of the request's body, until it is answered.
     *
     * @throws Overload if all bodies, or all requests together, would take too much
     */
    public void claimForBody(long bytes) {
        if (claimed(memory.takeForBody(bytes) ? bytes : 0) != bytes) {
            throw new Overload();
        }
    }

    private synchronized long claimed(long bytes) {
        claimed += bytes;
        return bytes;
    }

    /**
     * Returns whether the client may be waiting for 100 (Continue; RFC 9110, section 10.1.1) before it sends a body that nobody has read. It
     * may also send the body all the same.
     */
    public synchronized boolean awaitsContinue() {
        return framing.place() == Place.BODY && framing.expectsContinue() && passed == 0;
    }

    /** Tells the id of the request. */
    public void identify(String id) {
        requestId = id;
    }

    /** Notes that the last request is answered, so that the next one may be read. */
    public synchronized void answered() {
        isAnswering = false;
        dropped = 0;
        memory.give(claimed);
        claimed = 0;
        requestId = null;
        await(Awaited.NEXT_REQUEST);
    }

    private void await(Awaited what) {
        awaited = what;
        since = System.nanoTime();
    }

    /**
     * Returns the next bytes of the request, as the server's reader expects them: null if the client disconnected, or if no other request may
     * follow on this connection.
     *
     * @throws CloseConnectionException if the client disconnected within a head, or the thread was interrupted
     * @throws io.helidon.http.RequestException if the head is refused, or the body malformed
     */
    byte @Nullable [] next() {
        while (mayRead()) {
            if (mustRead()) {
                read();
            }
            byte[] next = take();
            if (next == null || next.length > 0) {
                return next;
            }
        }
        return null;
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
        if (received.isEmpty() && framing.place() == Place.BODY) {
            await(isAnswering ? Awaited.BODY : Awaited.DROPPED_BODY);
        }
        try {
            while (isReading) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted", e);
        }
        isReading = received.isEmpty() && !isDisconnected;
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
        received.receive(bytes);
        isDisconnected = bytes.length == 0;
        isReading = false;
        notifyAll();
    }

    private synchronized byte @Nullable [] take() {
        Place before = framing.place();
        if (received.isEmpty()) {
            if (before == Place.HEAD) {
                throw new CloseConnectionException("the client disconnected");
            }
            return null;
        }
        int available = received.available();
        byte[] next = framing.pass(received);
        if (before == Place.BODY) {
            bodyPassed(available - received.available());
        } else {
            headPassed();
        }
        return next;
    }

    private void bodyPassed(int bytes) {
        passed += bytes;
        dropped += isAnswering ? 0 : bytes;
        if (awaited == Awaited.BODY) {
            waited += System.nanoTime() - since;
        }
        awaited = Awaited.NOTHING;
    }

    private void headPassed() {
        if (framing.place() != Place.HEAD) {
            awaited = Awaited.NOTHING;
            isAnswering = true;
            isBegun = false;
            passed = 0;
            waited = 0;
        } else if (awaited == Awaited.NEXT_REQUEST) {
            await(Awaited.HEAD);
        } else {
            awaited = Awaited.HEAD; // for as long as before
        }
    }

    /** Notes that a write begins; it may block. */
    synchronized void beginWrite() {
        isWriting = true;
        isBegun = true;
        writingSince = System.nanoTime();
    }

    /** Notes that a write has ended. */
    synchronized void endWrite() {
        isWriting = false;
    }

    /** Returns for how long the server has been waiting for the client, in nanoseconds; 0 if it isn't. */
    synchronized long waits(long now) {
        long forRead = awaited == Awaited.NOTHING ? 0 : now - since;
        long forWrite = isWriting ? now - writingSince : 0;
        return Math.max(forRead, forWrite > USUAL_WRITE.toNanos() ? forWrite : 0);
    }

    /** Returns whether its request has taken memory. */
    synchronized boolean hasMemory() {
        return claimed > 0;
    }

    /** Returns whether the client has made the server wait for too long. */
    synchronized boolean isOverdue(long now, Patience patience) {
        boolean isStuck = isWriting && now - writingSince > patience.write().toNanos();
        long wait = now - since;
        boolean isTooSlow = awaited == Awaited.BODY && waited + wait > patience.ofBody(passed);
        return isStuck || isTooSlow || wait > patience.of(awaited);
    }

    /** Closes the connection; before, unless a response has begun, tells the client that its request took too long (RFC 9110, section 15.5.9). */
    void timeOut() {
        if (mayTell()) {
            Background.startWaiting("timed-out", this::tellAndClose);
        } else {
            close();
        }
    }

    private void tellAndClose() {
        try {
            connection.dataWriter().writeNow(RequestTimeout.response(requestId));
        } catch (RuntimeException e) {
            // it is closed already
        } finally {
            close();
        }
    }

    private synchronized boolean mayTell() {
        boolean isAsking = awaited == Awaited.HEAD || (awaited == Awaited.BODY && !isBegun);
        boolean isFirst = !isTimedOut;
        isTimedOut = true;
        return isAsking && isFirst && !isWriting;
    }

    /** Closes the connection, so that whatever waits for the client fails. */
    void close() {
        try {
            connection.serverSocket().close();
        } catch (UncheckedIOException e) {
            // it is closed already
        }
    }
}
