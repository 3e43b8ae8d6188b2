package dev.rollcall.http.client.threads;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scoped workers for many items.
 *
 * <p>{@link #map} is synchronous. It spreads work over virtual threads and returns when all of them have ended, so that nothing is left
 * running and no failure is lost.
 *
 * {@snippet class="dev.rollcall.http.client.threads.FanOutTest" region="three-files"}
 */
public final class FanOut {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("fan-out-", 0).factory();

    private FanOut() {}

    /**
     * The work for one item.
     *
     * @param <T> the item
     * @param <R> the result
     * @param <X> the exception it may throw
     */
    @FunctionalInterface
    public interface Task<T, R, X extends Exception> {
        /**
         * Returns the result for the item.
         *
         * @throws X if it fails
         */
        R apply(T item) throws X;
    }

    /**
     * Applies a task to every item, on at most {@code width} workers at once, and waits for all of them.
     *
     * @return the results, in the order of the items
     * @throws X the failure of the first item that failed, with those of later items as suppressed exceptions
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

    /** Runs the tasks on workers, each of which takes the next one, and joins them. */
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
}
