package dev.rollcall.http.client;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Scoped workers: the one place in Rollcall where threads are started.
 *
 * <p>Its methods are synchronous. They spread work over virtual threads and return when every one of these has ended, so that
 * nothing is left running and no failure is lost.
 *
 * {@snippet class="FanOutTest" region="three-files"}
 */
public final class FanOut {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("fan-out-", 0).factory();

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
        long never = System.nanoTime() + Long.MAX_VALUE;
        forEach(tasks.size(), width, never, i -> tasks.get(i).run());
        FanOut.<R, X>throwFailures(tasks);
        return tasks.stream().map(FutureTask::resultNow).toList();
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

    /**
     * Runs a task for each index from 0 to {@code count - 1}, on at most {@code width} workers at once, until all are done or the
     * deadline has come. Then the tasks still running are interrupted, and it returns when they have ended; indices not begun by
     * then are left out. What the tasks wrote is visible to the caller.
     *
     * @param deadline a value of {@link System#nanoTime()}
     * @throws InterruptedException if the calling thread was interrupted; the workers were interrupted too, and have ended
     */
    static void forEach(int count, int width, long deadline, IntConsumer task) throws InterruptedException {
        var work = new Work(count, task);
        try (ExecutorService workers = Executors.newThreadPerTaskExecutor(THREADS)) {
            try {
                for (int i = Math.min(width, count); i > 0; i--) {
                    workers.execute(work);
                }
                workers.shutdown();
                workers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } finally {
                work.cancelled = true;
                workers.shutdownNow();
            }
        }
        Throwable failure = work.failure.get();
        if (failure != null) {
            throwUnchecked(failure);
        }
    }

    /**
     * Starts the one thread that isn't joined: that of a {@link Watchdog}. It belongs to no call, since connections outlive calls, and ends when
     * none is left open.
     */
    static void startWatchdog(Runnable watchdog) {
        Thread.ofVirtual().name("watchdog").start(watchdog);
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** What the workers of one fan-out share: the next index, and the first failure, which ends them all. */
    private static final class Work implements Runnable {
        private final int count;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean cancelled;

        Work(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                for (int i = next.getAndIncrement(); i < count && !cancelled; i = next.getAndIncrement()) {
                    task.accept(i);
                }
            } catch (RuntimeException | Error e) {
                cancelled = true;
                failure.compareAndSet(null, e);
            }
        }
    }
}
