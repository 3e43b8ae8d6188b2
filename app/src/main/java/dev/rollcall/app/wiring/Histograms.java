package dev.rollcall.app.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Durations at {@code /observe/metrics}, as histograms. */
final class Histograms {
    /** The registry behind that endpoint. */
    private static final MeterRegistry REGISTRY = Services.get(MeterRegistry.class);

    /** The upper bounds that OpenTelemetry advises for HTTP, and half a minute: the longest deadline by default. */
    private static final Duration[] BOUNDS = LongStream.of(
                    5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Those of several instances can't be added up, as buckets can. */
    private static final double[] NO_QUANTILES = {};

    private Histograms() {}

    /** Returns the timer of this name with these tags. */
    static Timer timer(String name, String what, List<Tag> tags) {
        return REGISTRY.getOrCreate(Timer.builder(name)
                .description(what)
                .percentiles(NO_QUANTILES)
                .buckets(BOUNDS)
                .tags(tags));
    }
}
