package dev.rollcall.db;

import dev.rollcall.domain.DirectoryUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that are loaded anew whenever somebody asks; but those who ask for the same while a load of it runs share the next one.
 *
 * <p>That load begins after each of them arrived, so what is got is never older than the asking. A load that fails fails for those who
 * share it, and for nobody else; if it fails because its thread was interrupted, only that thread's asking fails. One that asks
 * alone waits for nobody. There are at most two loads of a key, and none for a key that nobody asks for.
 *
 * <p>Safe for use by many threads.
 *
 * @param <K> what is asked for
 * @param <V> what is loaded
 */
final class Loads<K, V> {
    private final Function<K, V> source;
    private final Map<K, Load<V>> running = new HashMap<>();
    private final Map<K, Load<V>> next = new HashMap<>();

    /** Creates it with nothing loaded. */
    Loads(Function<K, V> source) {
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
                Load<V> mine = new Load<>();
                Load<V> joined = join(key, mine);
                if (joined.equals(mine)) {
                    return lead(key, mine);
                }
                joined.done.await();
                if (!joined.abandoned) {
                    return joined.result();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted while waiting for the database", e);
        }
    }

    /** Returns the load that has yet to begin, which is the given one if there was none. */
    private synchronized Load<V> join(K key, Load<V> mine) {
        Load<V> present = next.putIfAbsent(key, mine);
        return present == null ? mine : present;
    }

    /** Waits for the load before, and loads. */
    private V lead(K key, Load<V> mine) throws InterruptedException {
        try {
            for (Load<V> before = begin(key, mine); before != null; before = begin(key, mine)) {
                before.done.await();
            }
            mine.value = source.apply(key);
            return mine.result();
        } catch (RuntimeException | Error e) {
            mine.failure = e;
            mine.abandoned = Thread.currentThread().isInterrupted();
            throw e;
        } catch (InterruptedException e) {
            mine.abandoned = true;
            throw e;
        } finally {
            end(key, mine);
            mine.done.countDown();
        }
    }

    /** Lets nobody join any more; but if another load runs, returns that instead. */
    private synchronized @Nullable Load<V> begin(K key, Load<V> mine) {
        Load<V> before = running.putIfAbsent(key, mine);
        if (before == null) {
            next.remove(key);
        }
        return before;
    }

    private synchronized void end(K key, Load<V> mine) {
        running.remove(key, mine);
        next.remove(key, mine);
    }

    /** One load, for all who joined it before it began. */
    private static final class Load<V> {
        final CountDownLatch done = new CountDownLatch(1);

        @Nullable
        V value;

        @Nullable
        Throwable failure;
        /** Nothing was learnt of the directory: whoever joined must ask again. */
        boolean abandoned;

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
