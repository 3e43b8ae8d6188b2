package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.Background;
import org.jspecify.annotations.Nullable;

/**
 * Calls somebody when a time has come. It may also do so for a time that was set before and matters no more: whoever is called looks
 * at the time himself. So those who set one time after the other, each a little later, hardly ever have to wind it up.
 *
 * <p>It spares waiting with a time-out, for which a virtual thread wakes the platform's timer thread each time it waits: that was a
 * tenth of what a roll call costs.
 *
 * <p>For one thread at a time.
 */
final class Alarm implements AutoCloseable {
    private final Runnable call;
    private long time;
    /** Calls it off, once it was set. */
    private @Nullable Runnable cancel;

    /** Creates an alarm that isn't set. What is called must be short: all alarms share a thread. */
    public Alarm(Runnable call) {
        this.call = call;
    }

    /** Sees to it that the call comes at the time, a value of {@link System#nanoTime()}, and perhaps before. */
    public void set(long latest) {
        long now = System.nanoTime();
        // one whose time has come has called, or is about to
        boolean isSet = cancel != null && time - now > 0;
        if (isSet && time - latest <= 0) {
            return;
        }
        Runnable cancelLater = Background.later(call, latest - now);
        close();
        cancel = cancelLater;
        time = latest;
    }

    /** Calls nobody any more, until it is set again. */
    @Override
    public void close() {
        if (cancel != null) {
            cancel.run();
            cancel = null;
        }
    }
}
