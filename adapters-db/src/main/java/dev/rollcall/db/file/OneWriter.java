package dev.rollcall.db.file;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time write to the file of an embedded database. H2 2.5.252 saves the tables and indexes of all transactions with each
 * commit, one after the other: a row that another thread is just writing may be in a table and not yet in its index, or without what recovery
 * needs to take it back, and stay so if the process is killed then.
 *
 * <p>Who waits longest is next. Safe for use by many threads.
 */
public final class OneWriter {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final boolean isNeeded;

    /**
     * Creates it.
     *
     * @param isNeeded whether the database is embedded; if not, nobody waits
     */
    public OneWriter(boolean isNeeded) {
        this.isNeeded = isNeeded;
    }

    /** Work that writes. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it: all of a transaction. */
        T run() throws E;
    }

    /**
     * Does work when nobody else writes.
     *
     * @throws DirectoryUnavailable if others write for longer than the patience
     */
    public <T, E extends Exception> T write(Duration patience, Work<T, E> work) throws E {
        begin(patience);
        try {
            return work.run();
        } finally {
            end();
        }
    }

    /**
     * Lets others write while the calling thread, which writes, does something else in the midst of its transaction: they see nothing of it,
     * and fail soon if they want the same rows.
     */
    public <T> T rest(Supplier<T> other) {
        end();
        try {
            return other.get();
        } finally {
            if (isNeeded) {
                turn.lock();
            }
        }
    }

    /**
     * Waits until nobody else writes; the same thread must {@link #end}.
     *
     * @throws DirectoryUnavailable if others write for longer than the patience
     */
    public void begin(Duration patience) {
        try {
            if (isNeeded && !turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DirectoryUnavailable(Reason.BUSY, "too many changes are under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted while others changed the database", e);
        }
    }

    /** Lets others write. */
    public void end() {
        if (isNeeded) {
            turn.unlock();
        }
    }
}
