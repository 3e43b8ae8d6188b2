package dev.rollcall.http.client;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Closes sockets whose time is up, whatever their threads wait for: a connection, a handshake, a byte. Safe for use by many threads.
 *
 * <p>A time-out of the socket itself would be one timed wait for each read, and would start anew with each byte that drips in. Here
 * a deadline costs a write to a variable: one thread sleeps until the earliest of them, looks at all and sleeps again. It is started
 * when a deadline is set, and ends when it finds none.
 */
final class Watchdog {
    /** Times are counted from here, so that they compare as numbers. */
    private static final long EPOCH = System.nanoTime();

    private static final long NEVER = Long.MAX_VALUE;
    private static final long OVER = Long.MIN_VALUE;

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    /** When the thread wakes up by itself; while it looks around, whoever sets a deadline wakes it. */
    private volatile long wakes = NEVER;

    /** Begins to watch a socket, with no deadline yet. */
    Watch over(Socket socket) {
        var watch = new Watch(socket);
        watches.add(watch);
        return watch;
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            FanOut.startWatchdog(this::run);
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        thread = Thread.currentThread();
        do {
            for (long next = closeDue(); next != NEVER; next = closeDue()) {
                LockSupport.parkNanos(next - now());
            }
            awake.set(false);
            // whoever set a deadline meanwhile found the thread awake, and relies on it
        } while (watches.stream().anyMatch(Watch::isAwaited) && awake.compareAndSet(false, true));
    }

    /** Closes what is due and returns when it must look again. */
    private long closeDue() {
        wakes = NEVER;
        long now = now();
        long next = NEVER;
        for (Watch watch : watches) {
            long due = watch.due.get();
            if (due > now) {
                next = Math.min(next, due);
            } else if (due != OVER) {
                watch.end(due);
            }
        }
        wakes = next;
        return next;
    }

    private static long now() {
        return System.nanoTime() - EPOCH;
    }

    /** One socket under watch, by its owner. */
    final class Watch {
        private final Socket socket;
        private final AtomicLong due = new AtomicLong(NEVER);

        private Watch(Socket socket) {
            this.socket = socket;
        }

        /**
         * Sets the deadline.
         *
         * @param deadline a value of {@link System#nanoTime()}
         */
        void until(long deadline) {
            long at = deadline - EPOCH;
            due.set(at);
            if (at < wakes) {
                wake();
            }
        }

        /** Takes the deadline away. Returns whether it had not come: if it had, the socket is closed. */
        boolean rest() {
            return due.getAndUpdate(at -> at == OVER ? OVER : NEVER) != OVER;
        }

        /** Returns whether the socket was closed. */
        boolean isOver() {
            return due.get() == OVER;
        }

        /** Closes the socket and ends the watch. */
        void close() {
            due.set(OVER);
            watches.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                // there is nothing more to do with it
            }
        }

        private boolean isAwaited() {
            long at = due.get();
            return at != NEVER && at != OVER;
        }

        private void end(long expected) {
            if (due.compareAndSet(expected, OVER)) {
                close();
            }
        }
    }
}
