package dev.rollcall.http.client.threads;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One scoped worker: a task on a virtual thread, which has ended when {@link #close()} returns. Used by the thread that starts it.
 *
 * @param <T> the result
 */
public final class Worker<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Worker(FutureTask<T> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    /** Starts a task, which must end soon after an interrupt. */
    public static <T> Worker<T> start(String name, Callable<T> task) {
        var future = new FutureTask<>(task);
        return new Worker<>(future, Thread.ofVirtual().name(name).start(future));
    }

    /**
     * Waits for the result.
     *
     * @throws RuntimeException what the task threw; if that was a checked exception, an {@link IllegalStateException} with it as cause
     * @throws InterruptedException if the calling thread was interrupted
     */
    public T join() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the worker was closed before its result was there", e);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    /** Interrupts the task if it still runs, and waits for its end. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            if (!task.isDone()) {
                thread.interrupt();
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
