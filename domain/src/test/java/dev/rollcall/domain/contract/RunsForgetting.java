package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.absent;
import static dev.rollcall.domain.contract.RunsUnderTest.act;
import static dev.rollcall.domain.contract.RunsUnderTest.by;
import static dev.rollcall.domain.contract.RunsUnderTest.creating;
import static dev.rollcall.domain.contract.RunsUnderTest.line;
import static dev.rollcall.domain.contract.RunsUnderTest.same;
import static dev.rollcall.domain.contract.RunsUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about what is forgotten. */
interface RunsForgetting extends RunsUnderTest {
    /** After the end of every run. */
    Instant LATER = NOON.plusSeconds(1);

    @Test
    default void users_who_are_the_same_are_forgotten_first_and_the_run_says_so() {
        long run = ended(RunState.NOTHING_TO_DO, same("1"), watched("2"), same("3"), same("4"));

        assertThat(runs().forget(Runs.Remains.DIFFERENCES, LATER, 2)).isTrue();
        assertThat(idsOf(run)).containsExactly("2", "4");
        forgetAll(Runs.Remains.DIFFERENCES, LATER);

        assertThat(idsOf(run)).containsExactly("2");
        assertThat(now(run).warnings())
                .containsExactly("The lines of users who are the same on both sides were forgotten.");
        assertThat(now(run).state()).isEqualTo(RunState.NOTHING_TO_DO);
    }

    private long ended(RunState state, RunLine... lines) {
        RunPage settling = settling(lines);
        var end = new Runs.Settled(
                List.of(), LineCounts.NONE, Map.of(), List.of(act(state)), List.of(), Optional.empty());
        runs().settled(settling, end);
        return settling.run();
    }

    private static RunLine watched(String id) {
        return line(Line.Kind.WATCHED, Optional.empty(), absent(id));
    }

    private List<String> idsOf(long run) {
        return runs().lines(run, new LineQuery(Set.of(), Optional.empty(), Optional.empty(), 100)).stream()
                .map(line -> line.id().value())
                .toList();
    }

    private void forgetAll(Runs.Remains remains, Instant before) {
        for (int i = 0; runs().forget(remains, before, 2); i++) {
            assertThat(i).isLessThan(50);
        }
    }

    @Test
    default void what_was_applied_is_kept_with_its_run() {
        RunLine create = creating(user("1", "Anna"));
        RunLine skipped = creating(user("2", "Bert"));
        saved(user("2", "Somebody"));
        RunPage page = applying(create, skipped, same("3"), watched("4"));
        runs().applied(page, List.of(create, skipped), by(page.run()), Optional.empty());

        forgetAll(Runs.Remains.CHANGES, LATER);

        assertThat(idsOf(page.run())).containsExactly("1");
        assertThat(runs().line(page.run(), new UserId("1"))).isPresent();
        assertThat(now(page.run()).state()).isEqualTo(RunState.APPLIED);
        assertThat(now(page.run()).warnings()).containsExactly("All lines but those that were applied were forgotten.");
        assertThat(runs().forget(Runs.Remains.DIFFERENCES, LATER, 2)).isFalse();
    }

    @Test
    default void of_a_run_that_changed_nothing_nothing_remains() {
        long unsound = ended(RunState.UNSOUND, same("1"), watched("2"));
        long cancelled = begun(SPLIT, SPLIT).run().id();
        cancelled(cancelled);
        forgetAll(Runs.Remains.DIFFERENCES, LATER);

        forgetAll(Runs.Remains.CHANGES, LATER);

        for (long run : List.of(unsound, cancelled)) {
            assertThat(runs().find(run)).isEmpty();
            assertThat(idsOf(run)).isEmpty();
            assertThat(runs().openPage(run, 1)).isEmpty();
        }
        assertThat(runs().page(Optional.empty(), OptionalLong.empty(), 9)).isEmpty();
        assertThat(begun(SPLIT).run().id()).isGreaterThan(cancelled);
    }

    @Test
    default void runs_that_are_worked_on_or_wait_or_ended_lately_are_kept() {
        List<Long> kept = new ArrayList<>();
        kept.add(ended(RunState.READY, same("1"), watched("2")));
        kept.add(ended(RunState.HELD, same("1"), watched("2")));
        kept.add(settling(same("1"), watched("2")).run());

        forgetAll(Runs.Remains.DIFFERENCES, LATER);
        forgetAll(Runs.Remains.CHANGES, LATER);
        cancelled(kept.getLast());
        forgetAll(Runs.Remains.CHANGES, NOON);

        assertThat(kept).allSatisfy(run -> {
            assertThat(idsOf(run)).containsExactly("1", "2");
            assertThat(now(run).warnings()).isEmpty();
        });
    }

    @Test
    default void sightings_are_forgotten_of_whoever_is_not_in_the_directory_and_was_not_heard_of_lately() {
        saved(user("1", "Anna"));
        Sightings present = sighting(Optional.of(NOON), Optional.empty());
        Sightings absent = sighting(Optional.of(NOON.minusSeconds(9)), Optional.of(LATER));
        runs().called(
                        begun(SPLIT).pages().getFirst(),
                        new Runs.Called(
                                List.of(),
                                LineCounts.NONE,
                                Map.of(
                                        new UserId("1"), present,
                                        new UserId("2"), present,
                                        new UserId("3"), absent,
                                        new UserId("4"), present),
                                true,
                                List.of(),
                                List.of()));

        assertThat(runs().forgetSightings(NOON, 9)).isZero();
        assertThat(runs().forgetSightings(LATER, 1)).isOne();
        assertThat(runs().forgetSightings(LATER, 9)).isOne();
        assertThat(runs().forgetSightings(LATER, 9)).isZero();

        assertThat(seen("1")).isEqualTo(present);
        assertThat(seen("2")).isEqualTo(Sightings.NONE);
        assertThat(seen("3")).isEqualTo(absent);
        assertThat(seen("4")).isEqualTo(Sightings.NONE);
    }

    private static Sightings sighting(Optional<Instant> present, Optional<Instant> absent) {
        return new Sightings(present, absent.isPresent() ? 1 : 0, absent, absent, Optional.empty());
    }
}
