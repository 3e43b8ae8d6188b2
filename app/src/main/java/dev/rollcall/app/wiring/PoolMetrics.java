package dev.rollcall.app.wiring;

import dev.rollcall.db.PoolUse;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The connections to the database at {@code /observe/metrics}. */
final class PoolMetrics {
    private PoolMetrics() {}

    /** Publishes how long work waits for a connection; returns who is to be told of it. */
    static Consumer<Duration> waits() {
        return Metrics.timer("rollcall.db.wait", "How long work waited for a connection to the database", List.of())
                ::record;
    }

    /** Publishes how many connections there are. */
    static void publish(Supplier<PoolUse> pool) {
        Metrics.REGISTRY.getOrCreate(count(pool, PoolUse::used).addTag(Tag.create("state", "used")));
        Metrics.REGISTRY.getOrCreate(count(pool, PoolUse::idle).addTag(Tag.create("state", "idle")));
        Metrics.REGISTRY.getOrCreate(
                gauge("rollcall.db.waiting", "Requests that wait for a connection", pool, PoolUse::pending));
        Metrics.REGISTRY.getOrCreate(gauge("rollcall.db.connections.max", "The most connections", pool, PoolUse::max));
    }

    private static Gauge.Builder<Integer> count(Supplier<PoolUse> pool, ToIntFunction<PoolUse> value) {
        return gauge("rollcall.db.connections", "Connections to the database, by state", pool, value);
    }

    private static Gauge.Builder<Integer> gauge(
            String name, String what, Supplier<PoolUse> pool, ToIntFunction<PoolUse> value) {
        return Gauge.builder(name, () -> value.applyAsInt(pool.get())).description(what);
    }
}
