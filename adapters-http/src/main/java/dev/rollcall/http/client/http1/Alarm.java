package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.threads.Background;
import org.jspecify.annotations.Nullable;

/**
 * A timer that calls back by a given time. Spurious calls, for times set earlier, are allowed: the callback checks the time itself. So
 * setting ever later times hardly ever reschedules it.
 *
 * <p>It replaces waiting with a time-out, for which a virtual thread wakes the platform's timer thread on each wait: that was a tenth of
 * the cost of a roll call.
 *
 * <p>For one thread at a time.
 */
final class Alarm implements AutoCloseable {
    private final Runnable call;
    private long time;
    /** Cancels the scheduled call; null if there is none. */
    private @Nullable Runnable cancel;

    /** Creates an alarm that isn't set. The callback must be short: all alarms share a thread. */
    public Alarm(Runnable call) {
        this.call = call;
    }

    /** Ensures a call at the time, a value of {@link System#nanoTime()}; others may come before. */
    public void set(long latest) {
        long now = System.nanoTime();
        // if its time is over it has called, or is about to
        boolean isSet = cancel != null && time - now > 0;
        if (isSet && time - latest <= 0) {
            return;
        }
        Runnable cancelLater = Background.later(call, latest - now);
        close();
        cancel = cancelLater;
        time = latest;
    }

    /** Cancels the call; the alarm can be set again. */
    @Override
    public void close() {
        if (cancel != null) {
            cancel.run();
            cancel = null;
        }
    }
}
