package dev.rollcall.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * An open connection to the remote, used by one exchange at a time. Only while a thread waits for it, it has a deadline. Whatever
 * fails closes it.
 */
final class Connection {
    private final Watchdog.Watch watch;
    private final InputStream wire;
    private final OutputStream out;
    private final Inbound in;
    private long deadline;
    private boolean wasIdle;

    /**
     * Takes over a connected socket.
     *
     * @param wire the socket that TCP sees
     * @param socket the socket to talk to; with TLS another one, on top of that
     */
    Connection(Watchdog.Watch watch, Socket wire, Socket socket) throws IOException {
        this.watch = watch;
        this.wire = wire.getInputStream();
        this.out = socket.getOutputStream();
        this.in = new Inbound(socket.getInputStream());
    }

    /** Sends a request, in one write. */
    void send(byte[] request, long deadline) throws IOException {
        watch.until(deadline);
        try {
            in.expectNothing();
            out.write(request);
            watch.rest();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Waits for the head of the response, and leaves the deadline set for its body. */
    Head head(long deadline) throws IOException {
        this.deadline = deadline;
        watch.until(deadline);
        try {
            return Head.read(in);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Body body(Framing framing) {
        return new Body(framing, in);
    }

    /** Returns whether anything came since the request was sent. */
    boolean isTouched() {
        return in.isTouched();
    }

    /** Returns whether other requests were sent over it before. */
    boolean wasIdle() {
        return wasIdle;
    }

    /** Sets a deadline for the rest of the response, if it comes before the one that stands. */
    void shorten(long earlier) {
        if (earlier - deadline < 0) {
            watch.until(earlier);
        }
    }

    /**
     * Lets the connection idle behind a response that was read to its end; at the deadline it is closed. Returns whether it can:
     * bytes behind a response belong to none, and no later request may take them for its own (RFC 9112, section 9.2).
     */
    boolean rest(long deadline) {
        if (!watch.rest() || !in.isEmpty()) {
            return false;
        }
        wasIdle = true;
        watch.until(deadline);
        return true;
    }

    /** Ends idling. Returns whether the connection is still good, as far as can be seen: nothing came meanwhile. */
    boolean resume() {
        try {
            return watch.rest() && wire.available() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether it was closed, here or by its deadline. */
    boolean isClosed() {
        return watch.isOver();
    }

    void close() {
        watch.close();
    }
}
