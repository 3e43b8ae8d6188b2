package dev.rollcall.app.wiring;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The metrics of the last runs at {@code /observe/metrics}, whichever instance did them. Safe for use by many threads. */
final class RunMetrics {
    /** How many runs are looked at. */
    private static final int RUNS = 100;
    /** How long they are remembered: one request for the metrics asks for each of them. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Reconciler reconciler;
    private final InstantSource clock;
    private Instant read = Instant.MIN;
    private List<Run> runs = List.of();

    private RunMetrics(Reconciler reconciler, InstantSource clock) {
        this.reconciler = reconciler;
        this.clock = clock;
    }

    /** Publishes the metrics. */
    static void publish(Reconciler reconciler, InstantSource clock) {
        var metrics = new RunMetrics(reconciler, clock);
        for (RunState state : RunState.values()) {
            metrics.gauge(
                    "rollcall.runs",
                    "The last %s runs, by state".formatted(RUNS),
                    Optional.of(Tag.create("state", state.word())),
                    last -> last.stream().filter(run -> run.state() == state).count());
        }
        for (Line.Kind kind : Line.Kind.values()) {
            metrics.gauge(
                    "rollcall.run.lines",
                    "Lines of the last plan, by kind",
                    Optional.of(Tag.create("kind", kind.word())),
                    last -> last.stream()
                            .filter(run -> run.planned().isPresent())
                            .findFirst()
                            .map(run -> run.tally().counts().of(kind))
                            .orElse(0L));
        }
        metrics.gauge(
                "rollcall.run.sound.age",
                "Seconds since a sound run made its plan; -1 if none of the last %s did".formatted(RUNS),
                Optional.empty(),
                metrics::soundAge);
        metrics.duration("planning", run -> run.planned().map(at -> Duration.between(run.began(), at)));
        metrics.duration("applying", RunMetrics::applying);
    }

    private void duration(String phase, Function<Run, Optional<Duration>> duration) {
        gauge(
                "rollcall.run.duration",
                "Seconds that the last run took for a phase; -1 if none of the last %s had it".formatted(RUNS),
                Optional.of(Tag.create("phase", phase)),
                last -> last.stream()
                        .flatMap(run -> duration.apply(run).stream())
                        .findFirst()
                        .map(Duration::toSeconds)
                        .orElse(-1L));
    }

    private static Optional<Duration> applying(Run run) {
        return run.lastAct(RunState.APPLIED)
                .map(end -> Duration.between(
                        run.lastAct(RunState.APPLYING).orElseThrow().at(), end.at()));
    }

    private void gauge(String name, String what, Optional<Tag> tag, Function<List<Run>, Long> value) {
        Gauge.Builder<Long> gauge =
                Gauge.builder(name, () -> value.apply(runs())).description(what);
        tag.ifPresent(gauge::addTag);
        Metrics.REGISTRY.getOrCreate(gauge);
    }

    private long soundAge(List<Run> last) {
        return last.stream()
                .filter(run -> run.lastAct(RunState.UNSOUND).isEmpty())
                .flatMap(run -> run.planned().stream())
                .findFirst()
                .map(at -> Duration.between(at, clock.instant()).toSeconds())
                .orElse(-1L);
    }

    /** Returns the last runs, latest first; those from before while the database can't be asked. */
    private synchronized List<Run> runs() {
        Instant now = clock.instant();
        if (read.isBefore(now.minus(FRESH))) {
            read = now;
            try {
                runs = reconciler.page(Optional.empty(), OptionalLong.empty(), RUNS);
            } catch (DirectoryUnavailable e) {
                return runs; // the metrics of the remote are told all the same
            }
        }
        return runs;
    }
}
