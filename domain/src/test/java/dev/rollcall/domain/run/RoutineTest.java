package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.accepted;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RoutineTest {
    private static final Reconciliation NO_UPDATES = new Reconciliation(
            Policy.DEFAULT, Soundness.DEFAULT, new Limits(Map.of(Line.Kind.UPDATE, Limits.Limit.count(0))));

    @Test
    void a_run_on_schedule_is_one_over_the_whole_directory() throws Exception {
        Office office = Office.opened().everywhere("1", "2");

        var begun = (Runs.Start.Done) office.routine.begin();

        assertThat(begun.run().by()).isEqualTo(Routine.SCHEDULE);
        assertThat(begun.run().order()).isEqualTo(Office.order(Policy.DEFAULT));
        assertThat(begun.pages()).extracting(RunPage::part).containsExactly(new Part.Split(Optional.empty()));
        Run run = office.worked(begun.run());
        assertThat(run.state()).isEqualTo(RunState.NOTHING_TO_DO);
        assertThat(office.lines(run)).containsExactly("1 same", "2 same");
    }

    @Test
    void it_reads_the_list_of_the_remote_first() {
        var begun = (Runs.Start.Done) Office.listed().routine.begin();

        assertThat(begun.pages()).extracting(RunPage::part).containsExactly(new Part.Listed(ListingPosition.BEGINNING));
    }

    @Test
    void it_is_left_out_while_another_one_is_worked_on() {
        Office office = Office.opened().everywhere("1");
        Run other = office.begun();

        assertThat(office.routine.begin()).isEqualTo(new Runs.Start.Busy(other));
    }

    @Test
    void plans_that_are_too_old_expire() throws Exception {
        Office office = Office.opened().here(user("1", "Old name")).there("1");
        List<Run> plans = new ArrayList<>();
        for (int i = 0; i < 120; i++) { // more than are read at once
            plans.add(office.run());
        }
        Run held = office.run(Office.order(NO_UPDATES));
        office.later(Office.MAX_AGE);
        office.routine.tidy();
        assertThat(office.now(held).state()).isEqualTo(RunState.HELD);
        assertThat(office.now(plans.getFirst()).state()).isEqualTo(RunState.READY);
        Run young = office.run();
        office.later(Duration.ofSeconds(1));

        office.routine.tidy();

        plans.add(held);
        assertThat(plans).allSatisfy(plan -> {
            Act last = office.now(plan).acts().getLast();
            assertThat(last.state()).isEqualTo(RunState.EXPIRED);
            assertThat(last.reason()).isEqualTo("older than PT24H");
        });
        assertThat(office.now(young).state()).isEqualTo(RunState.READY);
    }

    @Test
    void lines_of_whoever_is_the_same_are_forgotten_after_a_week_and_runs_after_three_months() throws Exception {
        Office office = Office.opened().everywhere("1").here("2");
        Run run = office.run();
        office.later(Office.KEEPING.same());
        office.routine.tidy();
        assertThat(office.lines(run)).containsExactly("1 same", "2 local");

        office.later(Duration.ofSeconds(1));
        office.routine.tidy();
        assertThat(office.lines(run)).containsExactly("2 local");

        office.later(Office.KEEPING.all());
        office.routine.tidy();
        assertThat(office.reconciler.find(run.id())).isEmpty();
        assertThat(office.seen("1")).isNotEqualTo(Sightings.NONE);
    }

    @Test
    void whoever_left_both_sides_long_ago_is_forgotten() throws Exception {
        Office office = Office.opened().everywhere("1", "2");
        office.run();
        office.removed("2");
        office.later(Office.KEEPING.all().plusSeconds(1));

        office.routine.tidy();

        assertThat(office.seen("1")).isNotEqualTo(Sightings.NONE);
        assertThat(office.seen("2")).isEqualTo(Sightings.NONE);
    }

    @Test
    void what_was_applied_is_proven_for_ever() throws Exception {
        Office office = Office.opened().here(user("1", "Old name")).there("1");
        Run run = office.applied(office.run());
        office.later(Duration.ofDays(3650));

        office.routine.tidy();

        assertThat(office.lines(run)).containsExactly("1 update applied");
        assertThat(office.now(run).warnings()).containsExactly("All lines but those that were applied were forgotten.");
        assertThat(accepted(office.reconciler.begin(RunOrder.DEFAULT, List.of(), Office.CLERK))
                        .id())
                .isGreaterThan(run.id());
        assertThat(office.reconciler.page(Optional.empty(), OptionalLong.empty(), 9))
                .hasSize(2);
    }
}
