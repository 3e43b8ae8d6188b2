package dev.rollcall.http.client.threads;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Daemon threads of the process that belong to no call. They end when idle.
 */
public final class Background {
    /** How many computations run at once: the number of processors. */
    public static final int COMPUTERS = Runtime.getRuntime().availableProcessors();

    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final ScheduledExecutorService TIMER = timer();
    private static final Executor COMPUTATIONS = computations();

    private Background() {}

    /** Starts a task that may block for long and can't be interrupted, such as a DNS lookup. */
    public static void start(String name, Runnable task) {
        // not a virtual thread: it would pin its carrier
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    /**
     * Starts a task that may wait indefinitely, such as to read from a socket, and ends at the latest when that is closed. Waiting is cheap.
     */
    public static void startWaiting(String name, Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }

    /**
     * Runs a task after a delay. The task must be short: all of them share a thread.
     *
     * @return cancels the task
     */
    public static Runnable later(Runnable task, long nanos) {
        Future<?> scheduled = TIMER.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /**
     * Runs a CPU-bound task, {@link #COMPUTERS} at a time in FIFO order. They run on platform threads, which the system preempts, so that
     * short work isn't held up.
     */
    public static void compute(Runnable task) {
        COMPUTATIONS.execute(task);
    }

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("rollcall-timer").factory());
        timer.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Executor computations() {
        var pool = new ThreadPoolExecutor(
                COMPUTERS,
                COMPUTERS,
                IDLE.toNanos(),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("rollcall-compute-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
