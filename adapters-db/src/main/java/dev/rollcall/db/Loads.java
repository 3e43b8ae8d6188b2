package dev.rollcall.db;

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
 * Values that are loaded anew whenever somebody asks; but there are only so many loads at once, and those who ask while as many run
 * share the next one: it loads the values of many keys together, and the value of each once, however many ask for it.
 *
 * <p>That load begins after each of them arrived, so what is got is never older than the asking. A load that fails fails for those who
 * share it, and for nobody else; if it fails because its thread was interrupted, only that thread's asking fails. Who asks while fewer
 * loads run waits for nobody; and who asks when those that run take too long begins another one beside them.
 *
 * <p>Safe for use by many threads. It has none of its own: who came first loads for those who share.
 *
 * @param <K> what is asked for
 * @param <V> what is loaded
 */
final class Loads<K, V> {
    private final int atOnce;
    private final int together;
    private final long patience;
    private final Function<List<K>, Map<K, V>> source;
    /** Those who wait for a load, the first who came first; nobody waits while one more load may run. */
    private final Map<K, Asking<K, V>> waiting = new LinkedHashMap<>();

    private int running;
    private long lastBegun = System.nanoTime();

    /**
     * Creates it with nothing loaded.
     *
     * @param atOnce how many loads run at once at most
     * @param together how many keys are loaded together at most
     * @param patience how long after the last load began yet another one may begin
     * @param source returns the value of each of some keys
     */
    Loads(int atOnce, int together, Duration patience, Function<List<K>, Map<K, V>> source) {
        this.atOnce = atOnce;
        this.together = together;
        this.patience = patience.toNanos();
        this.source = source;
    }

    /**
     * Returns what a load that begins from now on finds.
     *
     * @throws DirectoryUnavailable if the thread is interrupted meanwhile, or the load says so
     */
    V get(K key) {
        try {
            while (true) {
                Asking<K, V> mine = new Asking<>(key);
                Asking<K, V> asking = join(mine);
                if (asking.equals(mine)) {
                    lead(mine);
                } else {
                    asking.done.await();
                }
                if (!asking.abandoned) {
                    return asking.result();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted while waiting for the database", e);
        }
    }

    /** Returns the asking that has yet to be answered by a load, which is the given one if there was none for the key. */
    private synchronized Asking<K, V> join(Asking<K, V> mine) {
        if (running < atOnce || System.nanoTime() - lastBegun > patience) {
            running++;
            begin(List.of(mine));
            return mine;
        }
        Asking<K, V> present = waiting.putIfAbsent(mine.key, mine);
        return present == null ? mine : present;
    }

    /** Waits for the turn, and loads, unless another has done so. */
    private void lead(Asking<K, V> mine) throws InterruptedException {
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

    private void giveUp(Asking<K, V> mine) {
        if (withdraw(mine)) {
            mine.abandon();
        } else if (!mine.batch.isEmpty()) {
            end();
            mine.batch.forEach(Asking::abandon);
        }
    }

    private synchronized boolean withdraw(Asking<K, V> mine) {
        return waiting.remove(mine.key, mine);
    }

    private void load(List<Asking<K, V>> batch) {
        try {
            Map<K, V> values =
                    source.apply(batch.stream().map(asking -> asking.key).toList());
            batch.forEach(asking -> asking.value = values.get(asking.key));
        } catch (RuntimeException | Error e) {
            boolean abandoned = Thread.currentThread().isInterrupted();
            batch.forEach(asking -> asking.fail(e, abandoned));
            throw e;
        } finally {
            end();
            batch.forEach(Asking::end);
        }
    }

    /** Tells the first of the batch to load all of it. */
    private void begin(List<Asking<K, V>> batch) {
        lastBegun = System.nanoTime();
        batch.getFirst().turn(batch);
    }

    /** Ends a load: lets the next begin, if somebody waits for it. */
    private synchronized void end() {
        if (waiting.isEmpty() || running > atOnce) {
            running--;
            return;
        }
        List<Asking<K, V>> batch = new ArrayList<>();
        Iterator<Asking<K, V>> all = waiting.values().iterator();
        while (all.hasNext() && batch.size() < together) {
            batch.add(all.next());
            all.remove();
        }
        begin(batch);
    }

    /** What one or more want to know of a key. */
    private static final class Asking<K, V> {
        final K key;
        /** The first who asks is to go on: all is done, or it is he who loads. */
        final CountDownLatch turn = new CountDownLatch(1);

        final CountDownLatch done = new CountDownLatch(1);
        /** What the first who asks is to load; nothing if another does. */
        List<Asking<K, V>> batch = List.of();

        @Nullable
        V value;

        @Nullable
        Throwable failure;
        /** Nothing was learnt of the directory: whoever joined must ask again. */
        boolean abandoned;

        Asking(K key) {
            this.key = key;
        }

        void turn(List<Asking<K, V>> others) {
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
                throw new IllegalStateException("nothing was loaded");
            }
            return loaded;
        }
    }
}
