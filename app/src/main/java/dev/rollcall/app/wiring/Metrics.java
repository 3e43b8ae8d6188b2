package dev.rollcall.app.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** What all metrics at {@code /observe/metrics} have in common. */
final class Metrics {
    /** The registry behind that endpoint. */
    static final MeterRegistry REGISTRY = Services.get(MeterRegistry.class);

    /** What the names of the metrics of this program begin with. */
    private static final List<String> OURS = List.of("rollcall.", "http.server.");

    /** The upper bounds that OpenTelemetry advises for HTTP, and half a minute: the longest deadline by default. */
    private static final Duration[] BOUNDS = LongStream.of(
                    5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Those of several instances can't be added up, as buckets can. */
    private static final double[] NO_QUANTILES = {};

    private Metrics() {}

    /** Forgets those of an earlier application in this process. */
    static void forget() {
        List.copyOf(REGISTRY.meters()).stream()
                .filter(meter -> OURS.stream().anyMatch(meter.id().name()::startsWith))
                .forEach(REGISTRY::remove);
    }

    /** Returns the histogram of durations of this name with these tags. */
    static Timer timer(String name, String what, List<Tag> tags) {
        return REGISTRY.getOrCreate(Timer.builder(name)
                .description(what)
                .percentiles(NO_QUANTILES)
                .buckets(BOUNDS)
                .tags(tags));
    }
}
