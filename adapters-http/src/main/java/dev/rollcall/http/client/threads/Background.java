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
 * Threads of the process that belong to no call: they end by themselves when there is nothing to do, and don't keep the process from
 * ending.
 */
public final class Background {
    /** How many computations go on at once: as many as there are processors. */
    public static final int COMPUTERS = Runtime.getRuntime().availableProcessors();

    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final ScheduledExecutorService TIMER = timer();
    private static final Executor COMPUTATIONS = computations();

    private Background() {}

    /** Starts a task that may block for long and can't be interrupted, such as to look a name up. */
    public static void start(String name, Runnable task) {
        // no virtual thread, since it would hold its carrier
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    /**
     * Starts a task that waits for what may never come, such as to read from somebody: it ends at the latest when that is closed. It costs
     * little while it waits.
     */
    public static void startWaiting(String name, Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }

    /**
     * Runs a task once so many nanoseconds have gone. It must be short: all such tasks share a thread.
     *
     * @return what calls the task off
     */
    public static Runnable later(Runnable task, long nanos) {
        Future<?> scheduled = TIMER.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /**
     * Computes something that takes the processor for a while, {@link #COMPUTERS} tasks at a time, in turn. They run on platform threads,
     * which the system shares the processors among, so that those who wait for something short aren't held up.
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
