package dev.rollcall.db.load;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Batches concurrent loads. Up to {@code atOnce} batches run; callers that arrive meanwhile join the next batch, which loads each key once.
 * If the running ones exceed {@code patience}, another starts.
 *
 * <p>A batch starts after its callers arrived, so a value is never older than the call. If a batch fails, it fails for its callers; but if
 * its thread was interrupted, only that thread's call fails and the others load again.
 *
 * <p>Safe for use by many threads. It has no threads of its own: the first caller of a batch runs it.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class Loads<K, V> {
    private final int atOnce;
    private final int batchSize;
    private final long patience;
    private final Function<List<K>, Map<K, V>> source;
    /** The loads of the next batches, in FIFO order; empty while another batch may run. */
    private final Map<K, PendingLoad<K, V>> waiting = new LinkedHashMap<>();

    private int running;
    private long lastBegun = System.nanoTime();

    /**
     * Creates it; nothing is loaded yet.
     *
     * @param atOnce the maximum number of concurrent batches
     * @param batchSize the maximum number of keys in a batch
     * @param patience how long after the start of the last batch another may start beyond {@code atOnce}
     * @param source loads the values of all given keys
     */
    public Loads(int atOnce, int batchSize, Duration patience, Function<List<K>, Map<K, V>> source) {
        this.atOnce = atOnce;
        this.batchSize = batchSize;
        this.patience = patience.toNanos();
        this.source = source;
    }

    /**
     * Returns the value of a batch that starts from now on.
     *
     * @throws DirectoryUnavailable if the thread is interrupted meanwhile, or the source throws it
     */
    public V get(K key) {
        try {
            while (true) {
                PendingLoad<K, V> mine = new PendingLoad<>(key);
                PendingLoad<K, V> pending = join(mine);
                if (pending.equals(mine)) {
                    lead(mine);
                } else {
                    pending.done.await();
                }
                if (!pending.abandoned) {
                    return pending.result();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted while waiting for the database", e);
        }
    }

    /** Returns the pending load for the key, which is the given one if there was none. */
    private synchronized PendingLoad<K, V> join(PendingLoad<K, V> mine) {
        if (running < atOnce || System.nanoTime() - lastBegun > patience) {
            running++;
            begin(List.of(mine));
            return mine;
        }
        PendingLoad<K, V> present = waiting.putIfAbsent(mine.key, mine);
        return present == null ? mine : present;
    }

    /** Waits for its turn, and runs the batch if this is the first of it. */
    private void lead(PendingLoad<K, V> mine) throws InterruptedException {
        try {
            mine.turn.await();
        } catch (InterruptedException e) {
            giveUp(mine);
            throw e;
        }
        if (!mine.batch.isEmpty()) {
            load(mine.batch);
        }
    }

    private void giveUp(PendingLoad<K, V> mine) {
        if (withdraw(mine)) {
            mine.abandon();
        } else if (!mine.batch.isEmpty()) {
            end();
            mine.batch.forEach(PendingLoad::abandon);
        }
    }

    private synchronized boolean withdraw(PendingLoad<K, V> mine) {
        return waiting.remove(mine.key, mine);
    }

    private void load(List<PendingLoad<K, V>> batch) {
        try {
            Map<K, V> values =
                    source.apply(batch.stream().map(pending -> pending.key).toList());
            batch.forEach(pending -> pending.value = values.get(pending.key));
        } catch (RuntimeException | Error e) {
            boolean abandoned = Thread.currentThread().isInterrupted();
            batch.forEach(pending -> pending.fail(e, abandoned));
            throw e;
        } finally {
            end();
            batch.forEach(PendingLoad::end);
        }
    }

    /** Makes the first of the batch run it. */
    private void begin(List<PendingLoad<K, V>> batch) {
        lastBegun = System.nanoTime();
        batch.getFirst().turn(batch);
    }

    /** Ends a batch, and starts the next one if callers wait for it. */
    private synchronized void end() {
        if (waiting.isEmpty() || running > atOnce) {
            running--;
            return;
        }
        List<PendingLoad<K, V>> batch = new ArrayList<>();
        Iterator<PendingLoad<K, V>> all = waiting.values().iterator();
        while (all.hasNext() && batch.size() < batchSize) {
            batch.add(all.next());
            all.remove();
        }
        begin(batch);
    }

    /** A key that one or more callers wait for. */
    private static final class PendingLoad<K, V> {
        final K key;
        /** Opens for the first caller when the key is loaded, or when it is to run the batch. */
        final CountDownLatch turn = new CountDownLatch(1);

        final CountDownLatch done = new CountDownLatch(1);
        /** The batch that the first caller is to run; empty if another runs it. */
        List<PendingLoad<K, V>> batch = List.of();

        @Nullable
        V value;

        @Nullable
        Throwable failure;
        /** The load was interrupted: callers that joined must load again. */
        boolean abandoned;

        PendingLoad(K key) {
            this.key = key;
        }

        void turn(List<PendingLoad<K, V>> others) {
            batch = others;
            turn.countDown();
        }

        void fail(Throwable reason, boolean isInterrupted) {
            failure = reason;
            abandoned = isInterrupted;
        }

        void abandon() {
            abandoned = true;
            end();
        }

        void end() {
            done.countDown();
            turn.countDown();
        }

        V result() {
            if (failure instanceof Error e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            V loaded = value;
            if (loaded == null) {
                throw new IllegalStateException("the source returned no value");
            }
            return loaded;
        }
    }
}
