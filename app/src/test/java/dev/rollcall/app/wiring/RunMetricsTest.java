package dev.rollcall.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunOrder;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RunMetricsTest {
    private static final Actor ANN = new Actor("ann");
    private static final UserId ID = new UserId("1");
    private static final Tag PLANNING = Tag.create("phase", "planning");
    private static final Tag APPLYING = Tag.create("phase", "applying");

    private final MapDirectory directory = new MapDirectory();
    private final MapRuns runs = new MapRuns(directory);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean isDown;
    private final Reconciler reconciler =
            new Reconciler(runs, directory, false, Duration.ofHours(1), pages -> {}, () -> now);
    private final PageWork work = new PageWork(
            runs,
            directory,
            (roster, policy, listener) -> {
                now = now.plusSeconds(3);
                return new RollCall(roster, List.of(answer()), Duration.ZERO);
            },
            Optional.empty(),
            CallPolicy.DEFAULT,
            () -> now);

    private Answer answer() {
        return isDown ? new Answer.Late(ID, Attempts.NONE) : new Answer.Present(new User(ID, "Ada", ""), Attempts.NONE);
    }

    private void run() throws InterruptedException {
        now = now.plusSeconds(60);
        reconciler.begin(RunOrder.DEFAULT, List.of(), ANN);
        work.workAll();
        now = now.plusSeconds(10);
    }

    private void publish() {
        Metrics.forget();
        RunMetrics.publish(reconciler, () -> now);
    }

    private static double value(String name, Tag... tags) {
        return Services.get(MeterRegistry.class)
                .meter(Gauge.class, name, List.of(tags))
                .map(gauge -> gauge.value().doubleValue())
                .orElseThrow();
    }

    @Test
    void they_are_those_of_the_last_runs() throws InterruptedException {
        directory.save(new User(ID, "Ada", ""), Precondition.none(), new Attribution(ANN, now));
        publish();
        assertThat(value("rollcall.run.sound.age")).isEqualTo(-1);
        run();
        assertThat(value("rollcall.runs", Tag.create("state", "nothing-to-do"))).isEqualTo(1);
        assertThat(value("rollcall.run.lines", Tag.create("kind", "same"))).isEqualTo(1);
        assertThat(value("rollcall.run.sound.age")).isEqualTo(10);
        isDown = true;
        run();
        assertThat(value("rollcall.runs", Tag.create("state", "unsound"))).isEqualTo(1);
        assertThat(value("rollcall.run.lines", Tag.create("kind", "undecided"))).isEqualTo(1);
        assertThat(value("rollcall.run.sound.age")).isEqualTo(83);
    }

    @Test
    void they_tell_how_long_the_last_plan_took_to_be_made_and_to_be_applied() throws InterruptedException {
        directory.save(new User(ID, "Eda", ""), Precondition.none(), new Attribution(ANN, now));
        publish();
        assertThat(value("rollcall.run.duration", PLANNING)).isEqualTo(-1);
        run();
        assertThat(value("rollcall.run.duration", PLANNING)).isEqualTo(3);
        assertThat(value("rollcall.run.duration", APPLYING)).isEqualTo(-1);
        reconciler.apply(1, OptionalLong.empty(), Drift.SKIP, ANN);
        now = now.plusSeconds(7);
        work.workAll();
        now = now.plusSeconds(60);
        assertThat(value("rollcall.run.duration", APPLYING)).isEqualTo(7);
    }
}
