package dev.rollcall.app.wiring;

import dev.rollcall.db.PoolUse;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The connections to the database at {@code /observe/metrics}. */
final class PoolMetrics {
    /** The registry behind that endpoint. */
    private static final MeterRegistry REGISTRY = Services.get(MeterRegistry.class);

    private PoolMetrics() {}

    /** Publishes the metrics. */
    static void publish(Supplier<PoolUse> pool) {
        REGISTRY.getOrCreate(count(pool, PoolUse::used).addTag(Tag.create("state", "used")));
        REGISTRY.getOrCreate(count(pool, PoolUse::idle).addTag(Tag.create("state", "idle")));
        REGISTRY.getOrCreate(
                gauge("rollcall.db.waiting", "Requests that wait for a connection", pool, PoolUse::pending));
        REGISTRY.getOrCreate(gauge("rollcall.db.connections.max", "The most connections", pool, PoolUse::max));
    }

    private static Gauge.Builder<Integer> count(Supplier<PoolUse> pool, ToIntFunction<PoolUse> value) {
        return gauge("rollcall.db.connections", "Connections to the database, by state", pool, value);
    }

    private static Gauge.Builder<Integer> gauge(
            String name, String what, Supplier<PoolUse> pool, ToIntFunction<PoolUse> value) {
        return Gauge.builder(name, () -> value.applyAsInt(pool.get())).description(what);
    }
}
