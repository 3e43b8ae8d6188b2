package dev.rollcall.http.client;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
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
 * {@snippet class="dev.rollcall.http.client.FanOutTest" region="three-files"}
 */
public final class FanOut {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("fan-out-", 0).factory();

    /** How often a listening caller looks whether a worker failed. */
    private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(100);

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
        var work = new Work(count, width, task);
        run(work, () -> work.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /**
     * Does the same, and calls {@code done} for each index whose task has ended, in that order, on the calling thread. At most
     * {@code width} ended tasks wait for it. At the deadline it may not have been called for some whose task has ended.
     *
     * @param deadline a value of {@link System#nanoTime()}
     * @throws InterruptedException if the calling thread was interrupted; the workers were interrupted too, and have ended
     */
    static void forEach(int count, int width, long deadline, IntConsumer task, IntConsumer done)
            throws InterruptedException {
        var ended = new ArrayBlockingQueue<Integer>(Math.max(1, width));
        var work = new Work(count, width, i -> {
            task.accept(i);
            put(ended, i);
        });
        run(work, () -> {
            for (int told = 0; told < count && !work.cancelled; told++) {
                Integer i = next(ended, work, deadline);
                if (i == null) {
                    return;
                }
                done.accept(i);
            }
        });
    }

    private static void put(ArrayBlockingQueue<Integer> ended, int i) {
        try {
            ended.put(i);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for an index; null if the deadline has come, or a worker failed. */
    private static @Nullable Integer next(ArrayBlockingQueue<Integer> ended, Work work, long deadline)
            throws InterruptedException {
        while (!work.cancelled) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            Integer i = ended.poll(Math.min(left, LOOK_UP), TimeUnit.NANOSECONDS);
            if (i != null) {
                return i;
            }
        }
        return null;
    }

    /** What the calling thread does while the workers are at work. */
    private interface Waiting {
        void whileAtWork() throws InterruptedException;
    }

    private static void run(Work work, Waiting waiting) throws InterruptedException {
        try (ExecutorService workers = Executors.newThreadPerTaskExecutor(THREADS)) {
            try {
                for (int i = work.width; i > 0; i--) {
                    workers.execute(work);
                }
                waiting.whileAtWork();
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
        private final int width;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        /** Counts the workers that are still at work. */
        private final CountDownLatch ended;

        private volatile boolean cancelled;

        Work(int count, int width, IntConsumer task) {
            this.count = count;
            this.width = Math.min(width, count);
            this.task = task;
            this.ended = new CountDownLatch(this.width);
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
            } finally {
                ended.countDown();
            }
        }
    }
}
