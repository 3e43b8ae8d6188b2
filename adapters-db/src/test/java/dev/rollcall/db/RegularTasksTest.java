package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.run.Routine;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers do without anybody asking, on a real database of each kind. */
final class RegularTasksTest {
    private static final int USERS = 5;
    private static final int SERVERS = 3;
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void of_all_instances_one_begins_a_run_on_schedule(Workshop.Kind kind) throws InterruptedException {
        Optional<Timetable> hourly = Optional.of(Timetable.every(Duration.ofHours(1)));
        Instant start = Workshop.CLOCK.instant();
        try (var workshop = new Workshop(kind, folder, USERS)) {
            try (RunScheduler one = workshop.server(hourly);
                    RunScheduler other = workshop.server(hourly)) {
                Workshop.await(() -> !runs(workshop).isEmpty());
                Run run = workshop.awaitRest(runs(workshop).getFirst().id());
                assertThat(run.planned()).isPresent();
                assertThat(run.by()).isEqualTo(Routine.SCHEDULE);
                assertThat(List.of(one, other)).doesNotContainNull();
            }
            try (RunScheduler later = workshop.server(hourly)) {
                assertThat(planned(workshop)).containsOnlyKeys("every PT1H");
                assertThat(planned(workshop).get("every PT1H")).isAfterOrEqualTo(start.plus(Duration.ofHours(1)));
                assertThat(workshop.reconciler(later).nextRun())
                        .contains(planned(workshop).get("every PT1H"));
            }
            assertThat(runs(workshop)).hasSize(1);
        }
    }

    private static List<Run> runs(Workshop workshop) {
        return workshop.reconciler.page(Optional.empty(), OptionalLong.empty(), 9);
    }

    /** Returns when the next runs begin, by timetable. */
    private static Map<String, Instant> planned(Workshop workshop) {
        return workshop.database.query(connection -> {
            Map<String, Instant> planned = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT task_instance, execution_time FROM scheduled_tasks"
                            + " WHERE task_name = 'reconciliation-begin'")) {
                while (rows.next()) {
                    planned.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return planned;
        });
    }

    @ParameterizedTest
    @EnumSource
    void another_timetable_takes_the_place_of_the_one_before(Workshop.Kind kind) {
        try (var workshop = new Workshop(kind, folder, USERS)) {
            workshop.server(Optional.of(Timetable.at("0 0 1 1 *", ZoneOffset.UTC)))
                    .close();
            assertThat(planned(workshop)).containsOnlyKeys("0 0 1 1 *");

            workshop.server(Optional.of(Timetable.at("0 0 1 5 *", ZoneOffset.UTC)))
                    .close();
            assertThat(planned(workshop)).containsOnlyKeys("0 0 1 5 *");
            try (RunScheduler helper = workshop.helper()) {
                assertThat(helper.nextRun()).isEmpty();
            }
            assertThat(planned(workshop)).containsOnlyKeys("0 0 1 5 *");

            workshop.server(Optional.empty()).close();
            assertThat(planned(workshop)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void servers_that_start_at_once_all_take_it_up(Workshop.Kind kind) throws Exception {
        try (var workshop = new Workshop(kind, folder, USERS);
                var threads = Executors.newFixedThreadPool(SERVERS)) {
            for (int month = 1; month <= ROUNDS; month++) {
                Timetable timetable = Timetable.at("0 0 1 %s *".formatted(month), ZoneOffset.UTC);
                Callable<RunScheduler> start = () -> workshop.server(Optional.of(timetable));
                for (Future<RunScheduler> started : threads.invokeAll(Collections.nCopies(SERVERS, start))) {
                    started.get().close();
                }
                assertThat(planned(workshop)).containsOnlyKeys(timetable.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void servers_tidy_up(Workshop.Kind kind) throws InterruptedException {
        try (var workshop = new Workshop(kind, folder, USERS)) {
            long id;
            try (RunScheduler helper = workshop.helper()) {
                id = Workshop.begin(workshop.reconciler(helper));
                assertThat(workshop.awaitRest(id).state()).isEqualTo(RunState.HELD);
            }
            try (RunScheduler server = workshop.server(Optional.empty())) {
                Workshop.await(() -> workshop.reconciler.find(id).orElseThrow().state() == RunState.EXPIRED);
                assertThat(server).isNotNull();
            }
        }
    }
}
