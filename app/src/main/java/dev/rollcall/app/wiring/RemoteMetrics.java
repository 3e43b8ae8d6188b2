package dev.rollcall.app.wiring;

import dev.rollcall.http.client.RemoteStats;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Tag;
import java.util.function.ToLongFunction;

/** The metrics of the remote at {@code /observe/metrics}. */
final class RemoteMetrics {
    private RemoteMetrics() {}

    /** Publishes the metrics. */
    static void publish(RemoteStats stats) {
        outcome("present", stats, RemoteStats::present);
        outcome("absent", stats, RemoteStats::absent);
        outcome("late", stats, RemoteStats::late);
        outcome("failed", stats, RemoteStats::failed);
        counter("rollcall.requests", "Requests sent to the remote", stats, RemoteStats::requests);
        counter("rollcall.retries", "Requests that were retries", stats, RemoteStats::retries);
        counter("rollcall.requests.saved", "Requests saved by sharing one in flight", stats, RemoteStats::saved);
        gauge(
                "rollcall.connections",
                "Open connections to the remote, idle ones included",
                stats,
                RemoteStats::connections);
        gauge("rollcall.in.flight", "Requests in flight to the remote", stats, RemoteStats::inFlight);
        gauge("rollcall.retries.left", "Retries left in the retry budget", stats, RemoteStats::retriesLeft);
        gauge("rollcall.circuit.open", "1 while the circuit breaker is open", stats, s -> s.isCircuitOpen() ? 1 : 0);
    }

    private static void outcome(String outcome, RemoteStats stats, ToLongFunction<RemoteStats> value) {
        Metrics.REGISTRY.getOrCreate(FunctionalCounter.builder("rollcall.answers", stats, value::applyAsLong)
                .description("Answers, by outcome")
                .addTag(Tag.create("outcome", outcome)));
    }

    private static void counter(String name, String what, RemoteStats stats, ToLongFunction<RemoteStats> value) {
        Metrics.REGISTRY.getOrCreate(
                FunctionalCounter.builder(name, stats, value::applyAsLong).description(what));
    }

    private static void gauge(String name, String what, RemoteStats stats, ToLongFunction<RemoteStats> value) {
        Metrics.REGISTRY.getOrCreate(
                Gauge.builder(name, () -> value.applyAsLong(stats)).description(what));
    }
}
