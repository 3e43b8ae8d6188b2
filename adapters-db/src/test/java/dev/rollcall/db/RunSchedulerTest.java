package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose pages db-scheduler does, on a real database of each kind. */
final class RunSchedulerTest {
    private static final int USERS = 3500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_run_is_done_to_its_end_and_everybody_asked_once(Workshop.Kind kind) throws InterruptedException {
        try (var workshop = new Workshop(kind, folder, USERS);
                RunScheduler one = workshop.helper();
                RunScheduler other = workshop.helper()) {
            Reconciler reconciler = workshop.reconciler(one);
            long id = Workshop.begin(reconciler);
            Run run = workshop.awaitRest(id);
            assertThat(run.state()).isEqualTo(RunState.HELD);
            assertThat(run.tally().counts().answers()).isEqualTo(USERS);
            reconciler.approve(id, OptionalLong.empty(), Workshop.ANN, "new names");
            reconciler.apply(id, OptionalLong.empty(), Drift.SKIP, Workshop.ANN);
            assertThat(workshop.awaitRest(id).tally().applied()).isEqualTo(USERS);

            assertThat(other).isNotNull();
            assertThat(workshop.asked)
                    .hasSize(USERS)
                    .allSatisfy((user, times) -> assertThat(times).isOne());
            assertThat(new SqlDirectory(workshop.database)
                            .find(new UserId("7"))
                            .orElseThrow()
                            .user()
                            .name())
                    .isEqualTo("New");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_an_instance_left_goes_on_with_the_next_one(Workshop.Kind kind) throws InterruptedException {
        try (var workshop = new Workshop(kind, folder, USERS)) {
            long id = Workshop.begin(workshop.reconciler);
            try (RunScheduler next = workshop.helper()) {
                assertThat(workshop.awaitRest(id).state()).isEqualTo(RunState.HELD);
                assertThat(next).isNotNull();
            }
        }
    }

    @Test
    void a_page_that_fails_again_and_again_ends_its_run() throws InterruptedException {
        try (var workshop = new Workshop(Workshop.Kind.H2, folder, USERS);
                RunScheduler scheduler = workshop.helper((roster, policy, listener) -> {
                    throw new IllegalStateException("a bug");
                })) {
            Run run = workshop.awaitRest(Workshop.begin(workshop.reconciler(scheduler)));
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.reasons()).containsExactly("an error in Rollcall: java.lang.IllegalStateException: a bug");
        }
    }
}
