package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The body of a response, with a write timeout: if the client reads nothing for too long, the connection is closed, so that the blocked
 * write fails.
 *
 * <p>One timer watches all writes: when it fires, it checks how long the current write has been blocked, and is rescheduled. For one
 * thread, which must call {@link #end}.
 */
public final class Outgoing extends FilterOutputStream {
    private static final System.Logger LOG = System.getLogger(Outgoing.class.getName());

    private final long timeout;
    private final Runnable cut;
    private boolean isBegun;
    private boolean isWriting;
    /** When the current write began, as {@link System#nanoTime}. */
    private long since;

    private boolean isEnded;
    private Runnable cancelTimer = () -> {};

    /**
     * Creates it and starts the timer.
     *
     * @param timeout how long a write may block
     * @param cut closes the connection
     */
    Outgoing(OutputStream out, Duration timeout, Runnable cut) {
        super(out);
        this.timeout = timeout.toNanos();
        this.cut = cut;
        check();
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** Returns whether anything was written. */
    public synchronized boolean isBegun() {
        return isBegun;
    }

    @Override
    public void write(int b) throws IOException {
        watch(() -> out.write(b));
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        watch(() -> out.write(buffer, offset, length));
    }

    @Override
    public void flush() throws IOException {
        if (isBegun()) {
            watch(out::flush);
        }
    }

    /** Completes the body. */
    @Override
    public void close() throws IOException {
        flush();
        watch(out::close);
    }

    private void watch(Write write) throws IOException {
        beginWrite();
        try {
            write.run();
        } finally {
            endWrite();
        }
    }

    private synchronized void beginWrite() {
        isBegun = true;
        isWriting = true;
        since = System.nanoTime();
    }

    private synchronized void endWrite() {
        isWriting = false;
    }

    private synchronized void check() {
        long waited = isWriting ? System.nanoTime() - since : 0;
        if (isEnded) {
            return;
        }
        if (waited < timeout) {
            cancelTimer = Background.later(this::check, timeout - waited);
        } else {
            LOG.log(Level.DEBUG, "a client stopped reading, its connection is closed");
            cut.run();
        }
    }

    /** Stops the timer. Unless it was closed, the body stays incomplete. */
    public synchronized void end() {
        isEnded = true;
        cancelTimer.run();
    }
}
