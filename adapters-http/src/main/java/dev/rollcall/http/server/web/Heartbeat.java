package dev.rollcall.http.server.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a stream of events alive while nothing happens: it sends a comment about every 15 seconds, so that no proxy closes the connection
 * as idle (WHATWG HTML, section 9.2.7). For one thread.
 */
public final class Heartbeat {
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final OutputStream out;
    private final LongSupplier nanoTime;
    private long last;

    /** Creates it for a stream that begins now. */
    public Heartbeat(OutputStream out) {
        this(out, System::nanoTime);
    }

    Heartbeat(OutputStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Sends a comment if it is time. To be called often, between two events. */
    public void beat() throws IOException {
        long now = nanoTime.getAsLong();
        if (now - last >= INTERVAL.toNanos()) {
            last = now;
            out.write(COMMENT);
            out.flush();
        }
    }
}
