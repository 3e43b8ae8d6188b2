package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.act;
import static dev.rollcall.domain.contract.RunsUnderTest.atOnce;
import static dev.rollcall.domain.contract.RunsUnderTest.by;
import static dev.rollcall.domain.contract.RunsUnderTest.creating;
import static dev.rollcall.domain.contract.RunsUnderTest.same;
import static dev.rollcall.domain.contract.RunsUnderTest.update;
import static dev.rollcall.domain.contract.RunsUnderTest.user;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about what happens at the same time. */
interface RunsRaces extends RunsUnderTest {
    int THREADS = 8;

    @Test
    default void of_many_who_begin_a_run_at_once_one_does_and_the_others_are_told_of_it() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Runs.Start> starts = atOnce(
                    THREADS, i -> runs().begin(ORDER, act(RunState.CALLING), RunTally.begin(1, 1), List.of(SPLIT)));

            List<Runs.Start.Done> done = starts.stream()
                    .filter(Runs.Start.Done.class::isInstance)
                    .map(Runs.Start.Done.class::cast)
                    .toList();
            assertThat(done).hasSize(1);
            assertThat(Collections.frequency(
                            starts, new Runs.Start.Busy(done.getFirst().run())))
                    .isEqualTo(THREADS - 1);
            cancelled(done.getFirst().run().id());
        }
    }

    @Test
    default void of_many_plans_that_are_applied_at_once_one_is() throws Exception {
        List<Long> plans = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            plans.add(begun(SPLIT).run().id());
            runs().move(plans.getLast(), 1, act(RunState.READY), List.of());
        }

        List<Runs.Start> starts = atOnce(
                THREADS,
                i -> runs().move(
                                plans.get(i), 2, act(RunState.APPLYING), List.of(new Part.Applying(Optional.empty()))));

        assertThat(starts).filteredOn(Runs.Start.Done.class::isInstance).hasSize(1);
        assertThat(starts).filteredOn(Runs.Start.Busy.class::isInstance).hasSize(THREADS - 1);
    }

    @Test
    default void of_many_decisions_on_one_version_one_is_carried_out() throws Exception {
        long run = begun(SPLIT).run().id();

        List<Runs.Start> starts = atOnce(
                THREADS, i -> runs().move(run, 1, act(i % 2 == 0 ? RunState.HELD : RunState.CANCELLED), List.of()));

        assertThat(starts).filteredOn(Runs.Start.Done.class::isInstance).hasSize(1);
        assertThat(Collections.frequency(starts, new Runs.Start.Overtaken(now(run))))
                .isEqualTo(THREADS - 1);
    }

    @Test
    default void of_many_pages_that_end_at_once_the_last_one_opens_the_settling() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<RunPage> pages = begun(Collections.nCopies(THREADS, SPLIT).toArray(Part[]::new))
                    .pages();
            long run = pages.getFirst().run();

            List<Optional<List<RunPage>>> opened =
                    atOnce(THREADS, i -> runs().called(pages.get(i), counted(same("user-" + i), i)));

            RunPage settling = new RunPage(run, THREADS + 1, new Part.Settling(Optional.empty()));
            assertThat(Collections.frequency(opened, Optional.of(List.of(settling))))
                    .isEqualTo(1);
            assertThat(Collections.frequency(opened, Optional.of(List.of()))).isEqualTo(THREADS - 1);
            assertThat(runs().openPages(9)).containsExactly(settling);
            assertThat(runs().lines(run, LineQuery.first(100))).hasSize(THREADS);
            assertThat(now(run).tally().counts().of(Line.Kind.SAME)).isEqualTo(THREADS);
            assertThat(now(run).warnings()).hasSize(THREADS);
            cancelled(run);
        }
    }

    private static Runs.Called counted(RunLine line, int number) {
        var counts = new LineCounts(Map.of(Line.Kind.SAME, 1L), 1, 0, 0, Map.of(), Map.of());
        return new Runs.Called(
                List.of(line),
                counts,
                Map.of(line.id(), Sightings.present(NOON)),
                true,
                List.of("Warning %s.".formatted(number)),
                List.of());
    }

    @Test
    default void of_many_who_end_one_page_at_once_one_does() throws Exception {
        for (int round = 0; round < 5; round++) {
            RunPage page = begun(SPLIT, SPLIT).pages().getFirst();

            List<Optional<List<RunPage>>> opened =
                    atOnce(THREADS, i -> runs().called(page, counted(same("user-" + i), i)));

            assertThat(Collections.frequency(opened, Optional.of(List.of()))).isEqualTo(1);
            assertThat(Collections.frequency(opened, Optional.empty())).isEqualTo(THREADS - 1);
            assertThat(runs().lines(page.run(), LineQuery.first(100))).hasSize(1);
            cancelled(page.run());
        }
    }

    @Test
    default void pages_that_remember_the_same_users_get_in_nobodys_way() throws Exception {
        List<RunPage> pages =
                begun(Collections.nCopies(THREADS, SPLIT).toArray(Part[]::new)).pages();
        Map<UserId, Sightings> seen = IntStream.range(0, 50)
                .boxed()
                .collect(toMap(i -> new UserId("user-" + i), i -> Sightings.present(NOON.plusSeconds(i))));

        List<Optional<List<RunPage>>> opened = atOnce(
                THREADS,
                i -> runs().called(
                                pages.get(i),
                                new Runs.Called(List.of(), LineCounts.NONE, seen, true, List.of(), List.of())));

        assertThat(opened).doesNotContain(Optional.empty());
        assertThat(runs().sightings(seen.keySet())).isEqualTo(seen);
    }

    @Test
    default void a_page_ends_before_the_run_is_cancelled_or_not_at_all() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<RunPage> pages = begun(Collections.nCopies(THREADS, SPLIT).toArray(Part[]::new))
                    .pages();
            long run = pages.getFirst().run();

            List<Boolean> done = atOnce(THREADS, i -> {
                if (i == THREADS - 1) {
                    cancelled(run);
                    return false;
                }
                return runs().called(pages.get(i), counted(same("user-" + i), i))
                        .isPresent();
            });

            int ended = Collections.frequency(done, true);
            assertThat(now(run).state()).isEqualTo(RunState.CANCELLED);
            assertThat(runs().lines(run, LineQuery.first(100))).hasSize(ended);
            assertThat(now(run).tally().counts().of(Line.Kind.SAME)).isEqualTo(ended);
        }
    }

    @Test
    default void a_page_that_is_applied_twice_at_once_is_applied_once() throws Exception {
        RunLine[] lines = IntStream.range(0, 20)
                .mapToObj(i -> creating(user("user-" + i, "Anna")))
                .toArray(RunLine[]::new);
        RunPage page = applying(lines);
        Optional<Part> next = Optional.of(new Part.Applying(Optional.of(lines[19].place())));

        List<Optional<List<RunPage>>> opened =
                atOnce(4, i -> runs().applied(page, List.of(lines), by(page.run()), next));

        assertThat(Collections.frequency(opened, Optional.empty())).isEqualTo(3);
        assertThat(now(page.run()).tally().applied()).isEqualTo(20);
        for (RunLine line : lines) {
            assertThat(directory().history(line.id(), OptionalLong.empty(), 9)).hasSize(1);
        }
    }

    @Test
    default void no_edit_is_lost_while_a_plan_is_applied() throws Exception {
        List<RunLine> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            User planned = user("user-" + i, "planned");
            all.add(i % 2 == 0 ? update(saved(user("user-" + i, "before")), planned) : creating(planned));
        }
        RunPage page = applying(all.toArray(RunLine[]::new));

        atOnce(4, thread -> {
            if (thread == 0) {
                return runs().applied(page, all, by(page.run()), Optional.empty());
            }
            for (int i = thread; i < 40; i += 4) {
                saved(user("user-" + i, "edited"));
            }
            return Optional.empty();
        });

        for (int i = 0; i < 40; i++) {
            var id = new UserId("user-" + i);
            User user = directory().find(id).orElseThrow().user();
            assertThat(user.name()).isEqualTo(i % 4 == 0 ? "planned" : "edited");
            assertHistoryIsThatOf(runs().line(page.run(), id).orElseThrow());
        }
    }

    /** Asserts that the history has a change of the run only if the line was applied, and that each change starts from the one before. */
    private void assertHistoryIsThatOf(RunLine line) {
        List<Change> history = directory().history(line.id(), OptionalLong.empty(), 100);
        boolean isApplied = line.state().equals(Optional.of(RunLine.State.APPLIED));
        assertThat(history)
                .filteredOn(change -> change.attribution().run().isPresent())
                .hasSize(isApplied ? 1 : 0);
        Optional<User> left = directory().find(line.id()).map(entry -> entry.user());
        for (Change change : history) {
            assertThat(change.after()).isEqualTo(left);
            left = change.before();
        }
        assertThat(left).isEmpty();
    }
}
