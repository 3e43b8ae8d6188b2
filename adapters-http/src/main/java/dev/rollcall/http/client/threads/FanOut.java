package dev.rollcall.http.client.threads;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scoped workers: the one place in Rollcall where threads are started.
 *
 * <p>{@link #map} is synchronous. It spreads work over virtual threads and returns when every one of these has ended, so that nothing
 * is left running and no failure is lost.
 *
 * {@snippet class="dev.rollcall.http.client.threads.FanOutTest" region="three-files"}
 */
public final class FanOut {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("fan-out-", 0).factory();

    private static final ScheduledExecutorService LATER = timer();

    private FanOut() {}

    /**
     * What a worker does with an item.
     *
     * @param <T> the item
     * @param <R> the result
     * @param <X> what may go wrong
     */
    @FunctionalInterface
    public interface Task<T, R, X extends Exception> {
        /**
         * Returns the result for the item.
         *
         * @throws X if there is none
         */
        R apply(T item) throws X;
    }

    /**
     * Applies a task to every item, on at most {@code width} workers at once, and waits for all of them.
     *
     * @return the results, in the order of the items
     * @throws X if the task failed: the failure of the first such item; those of later items are its suppressed exceptions
     * @throws InterruptedException if the calling thread was interrupted; the workers were interrupted too, and have ended
     */
    public static <T, R, X extends Exception> List<R> map(List<T> items, int width, Task<T, R, X> task)
            throws X, InterruptedException {
        List<FutureTask<R>> tasks = items.stream()
                .map(item -> new FutureTask<>(() -> task.apply(item)))
                .toList();
        run(tasks, Math.min(width, tasks.size()));
        FanOut.<R, X>throwFailures(tasks);
        return tasks.stream().map(FutureTask::resultNow).toList();
    }

    /** Lets workers run the tasks, each taking the next one, and joins them. */
    private static <R> void run(List<FutureTask<R>> tasks, int width) throws InterruptedException {
        var next = new AtomicInteger();
        try (ExecutorService workers = Executors.newThreadPerTaskExecutor(THREADS)) {
            try {
                for (int i = width; i > 0; i--) {
                    workers.execute(() -> work(tasks, next));
                }
                workers.shutdown();
                workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                next.set(tasks.size());
                workers.shutdownNow();
                throw e;
            }
        }
    }

    private static <R> void work(List<FutureTask<R>> tasks, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            tasks.get(i).run();
        }
    }

    @SuppressWarnings("unchecked") // a task throws nothing but X and unchecked exceptions
    private static <R, X extends Exception> void throwFailures(List<FutureTask<R>> tasks) throws X {
        List<Throwable> failures = tasks.stream()
                .filter(task -> task.state() == Future.State.FAILED)
                .map(FutureTask::exceptionNow)
                .toList();
        if (!failures.isEmpty()) {
            Throwable first = failures.getFirst();
            failures.stream().skip(1).filter(other -> !other.equals(first)).forEach(first::addSuppressed);
            throwUnchecked(first);
            throw (X) first;
        }
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /**
     * Starts a thread that isn't joined, since it does what outlives a call: it looks a name up, which can't be interrupted. It must
     * end by itself, and doesn't keep the process from ending.
     */
    public static void startAlone(String name, Runnable task) {
        // no virtual thread, since a look-up would hold its carrier
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    /**
     * Starts a virtual thread that isn't joined, since what it waits for may never come: it reads, and ends at the latest when what it
     * reads from is closed.
     */
    public static void startReading(String name, Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }

    /**
     * Runs a task once so many nanoseconds have gone. It must be short: all such tasks share a thread, which ends when it is idle.
     *
     * @return what calls the task off
     */
    public static Runnable later(Runnable task, long nanos) {
        Future<?> scheduled = LATER.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("rollcall-timer").factory());
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
