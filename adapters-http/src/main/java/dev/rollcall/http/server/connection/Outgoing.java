package dev.rollcall.http.server.connection;

import dev.rollcall.http.client.threads.Background;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The body of a response on its way to a client. If the client takes nothing for too long, the connection is closed, so that the write
 * which waits for it fails.
 *
 * <p>One alarm watches all writes: when it rings it looks how long the write that goes on has waited, if any does, and is set anew. For
 * one thread, which ends it.
 */
public final class Outgoing extends FilterOutputStream {
    private static final System.Logger LOG = System.getLogger(Outgoing.class.getName());

    private final long patience;
    private final Runnable cut;
    private boolean isBegun;
    private boolean isWriting;
    /** When the write that goes on began, as {@link System#nanoTime}. */
    private long since;

    private boolean isEnded;
    private Runnable alarm = () -> {};

    /**
     * Creates it, and sets the alarm.
     *
     * @param patience how long a write may wait
     * @param cut closes the connection
     */
    Outgoing(OutputStream out, Duration patience, Runnable cut) {
        super(out);
        this.patience = patience.toNanos();
        this.cut = cut;
        look();
    }

    /** Writes. */
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
        begin();
        try {
            write.run();
        } finally {
            pause();
        }
    }

    private synchronized void begin() {
        isBegun = true;
        isWriting = true;
        since = System.nanoTime();
    }

    private synchronized void pause() {
        isWriting = false;
    }

    private synchronized void look() {
        long waited = isWriting ? System.nanoTime() - since : 0;
        if (isEnded) {
            return;
        }
        if (waited < patience) {
            alarm = Background.later(this::look, patience - waited);
        } else {
            LOG.log(Level.DEBUG, "a client takes nothing, its stream is cut");
            cut.run();
        }
    }

    /** Calls the alarm off. What was written stays incomplete if it wasn't closed. */
    public synchronized void end() {
        isEnded = true;
        alarm.run();
    }
}
