package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Runs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What isn't needed any more of a large run, on a real database of each kind. */
final class ForgettingTest {
    private static final int USERS = 2500;
    private static final int LIMIT = 400;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void it_is_forgotten_in_portions(Workshop.Kind kind) throws InterruptedException {
        try (var workshop = new Workshop(kind, folder, USERS)) {
            long run = rejected(workshop);
            var runs = new SqlRuns(workshop.database);
            for (int left = USERS - LIMIT; left > 0; left -= LIMIT) {
                assertThat(runs.forget(Runs.Remains.CHANGES, later(), LIMIT)).isTrue();
                assertThat(runs.lines(run, LineQuery.first(USERS))).hasSize(left);
            }
            assertThat(runs.forget(Runs.Remains.CHANGES, later(), LIMIT)).isTrue();
            assertThat(runs.find(run)).isEmpty();
            assertThat(runs.forget(Runs.Remains.CHANGES, later(), LIMIT)).isFalse();
        }
    }

    private static long rejected(Workshop workshop) throws InterruptedException {
        try (RunScheduler helper = workshop.helper()) {
            long run = Workshop.begin(workshop.reconciler(helper));
            workshop.awaitRest(run);
            workshop.reconciler.reject(run, OptionalLong.empty(), Workshop.ANN, "");
            return run;
        }
    }

    private static Instant later() {
        return Workshop.CLOCK.instant().plus(Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource
    void two_that_forget_at_once_do_no_harm(Workshop.Kind kind) throws Exception {
        try (var workshop = new Workshop(kind, folder, USERS);
                var threads = Executors.newFixedThreadPool(2)) {
            long run = rejected(workshop);
            var runs = new SqlRuns(workshop.database);
            Callable<Boolean> all = () -> {
                while (runs.forget(Runs.Remains.CHANGES, later(), LIMIT)) {}
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(List.of(all, all))) {
                assertThat(done.get()).isTrue();
            }
            assertThat(runs.find(run)).isEmpty();
            assertThat(runs.lines(run, LineQuery.first(USERS))).isEmpty();
        }
    }
}
