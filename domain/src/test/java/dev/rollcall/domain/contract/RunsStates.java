package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.act;
import static dev.rollcall.domain.contract.RunsUnderTest.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about how runs begin, come into other states, and are found. */
interface RunsStates extends RunsUnderTest {
    Part APPLYING = new Part.Applying(Optional.empty());

    @Test
    default void a_run_that_began_is_found_as_it_began() {
        Policy policy = new Policy(
                Policy.Creation.REPORT,
                Map.of(UserField.attribute("team"), Precedence.FILL_BLANKS, UserField.ACTIVE, Precedence.REMOTE_WINS),
                Policy.Removals.DELETE,
                Duration.ofDays(3),
                new AbsenceRule(3, Duration.ofMinutes(90)),
                new Protection(Set.of(new UserId("ä \"1\"")), Map.of(UserField.attribute("role"), "root 😀")));
        var rules = new Reconciliation(
                policy, new Soundness(80), new Limits(Map.of(Line.Kind.DELETE, Limits.Limit.count(7))));
        var order = new RunOrder(RunOrder.RosterKind.IDS, rules, RunOrder.Application.WITHIN_LIMITS);
        Act begin = new Act(RunState.CALLING, new Actor(Actor.Kind.TOKEN, "Zoë"), NOON, "since \"it\" is time");

        var start = (Runs.Start.Done) runs().begin(order, begin, RunTally.begin(70, 90), List.of(SPLIT));

        var run = new Run(start.run().id(), order, List.of(begin), RunTally.begin(70, 90), List.of(), List.of());
        assertThat(start.run()).isEqualTo(run);
        assertThat(runs().find(run.id())).contains(run);
        assertThat(runs().find(run.id() + 1)).isEmpty();
        assertThat(start.pages()).containsExactly(new RunPage(run.id(), 1, SPLIT));
    }

    @Test
    default void a_second_run_is_busy_until_the_first_one_has_ended() {
        Run first = begun(SPLIT).run();

        assertThat(runs().begin(ORDER, act(RunState.CALLING), RunTally.begin(1, 1), List.of(SPLIT)))
                .isEqualTo(new Runs.Start.Busy(first));
        cancelled(first.id());
        assertThat(begun(SPLIT).run().id()).isGreaterThan(first.id());
    }

    @Test
    default void each_act_adds_one_to_the_version_and_is_kept() {
        long run = begun(SPLIT).run().id();
        Act held = new Act(RunState.HELD, TESTER, NOON.plusSeconds(1));
        Act ready = new Act(RunState.READY, new Actor("Zoë"), NOON.plusSeconds(2), "it's fine");

        runs().move(run, 1, held, List.of());
        var moved = (Runs.Start.Done) runs().move(run, 2, ready, List.of());

        assertThat(moved.run().acts()).containsExactly(act(RunState.CALLING), held, ready);
        assertThat(moved.run().version()).isEqualTo(3);
        assertThat(now(run)).isEqualTo(moved.run());
    }

    @Test
    default void a_decision_on_another_version_is_overtaken_and_changes_nothing() {
        Run run = begun(SPLIT).run();

        for (long other : List.of(0L, 2L)) {
            assertThat(runs().move(run.id(), other, act(RunState.CANCELLED), List.of()))
                    .isEqualTo(new Runs.Start.Overtaken(run));
        }
        assertThat(now(run.id())).isEqualTo(run);
        assertThat(runs().openPages(10)).hasSize(1);
    }

    @Test
    default void a_plan_is_not_applied_while_another_run_is_worked_on() {
        Run plan = ready();
        Run other = begun(SPLIT).run();

        assertThat(runs().move(plan.id(), plan.version(), act(RunState.APPLYING), List.of(APPLYING)))
                .isEqualTo(new Runs.Start.Busy(other));
        assertThat(now(plan.id())).isEqualTo(plan);
        assertThat(runs().move(plan.id(), plan.version(), act(RunState.REJECTED), List.of()))
                .isInstanceOf(Runs.Start.Done.class);
    }

    @Test
    default void a_decision_on_another_version_is_overtaken_rather_than_busy() {
        Run plan = ready();
        begun(SPLIT);

        assertThat(runs().move(plan.id(), plan.version() - 1, act(RunState.APPLYING), List.of(APPLYING)))
                .isEqualTo(new Runs.Start.Overtaken(plan));
    }

    private Run ready() {
        long run = begun(SPLIT).run().id();
        return ((Runs.Start.Done) runs().move(run, 1, act(RunState.READY), List.of())).run();
    }

    @Test
    default void a_plan_that_is_applied_opens_its_pages_and_keeps_the_next_run_from_beginning() {
        Run plan = ready();

        var moved = (Runs.Start.Done) runs().move(plan.id(), plan.version(), act(RunState.APPLYING), List.of(APPLYING));

        assertThat(moved.pages()).containsExactly(new RunPage(plan.id(), 2, APPLYING));
        assertThat(runs().openPages(10)).isEqualTo(moved.pages());
        assertThat(runs().begin(ORDER, act(RunState.CALLING), RunTally.begin(1, 1), List.of(SPLIT)))
                .isEqualTo(new Runs.Start.Busy(moved.run()));
    }

    @Test
    default void a_run_that_fails_says_why_and_ends() {
        RunPage page = begun(SPLIT, SPLIT).pages().getLast();

        runs().fail(page.run(), act(RunState.FAILED), "the remote is \"gone\"");

        Run failed = now(page.run());
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.acts()).containsExactly(act(RunState.CALLING), act(RunState.FAILED));
        assertThat(failed.reasons()).containsExactly("the remote is \"gone\"");
        assertThat(runs().openPages(10)).isEmpty();
        assertThat(runs().openPage(page.run(), page.number())).isEmpty();
        assertThat(runs().openPages(9)).isEmpty();
    }

    @Test
    default void a_run_that_is_not_worked_on_does_not_fail() {
        long run = begun(SPLIT).run().id();
        cancelled(run);
        Run ended = now(run);

        runs().fail(run, act(RunState.FAILED), "too late");

        assertThat(now(run)).isEqualTo(ended);
    }

    @Test
    default void runs_are_listed_latest_first_by_state_and_in_pages() {
        List<Long> cancelled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cancelled.addFirst(begun(SPLIT).run().id());
            cancelled(cancelled.getFirst());
        }
        Run calling = begun(SPLIT).run();

        assertThat(runs().page(Optional.empty(), OptionalLong.empty(), 2))
                .containsExactly(calling, now(cancelled.getFirst()));
        assertThat(runs().page(Optional.empty(), OptionalLong.of(cancelled.get(1)), 100))
                .extracting(Run::id)
                .containsExactlyElementsOf(cancelled.subList(2, 5));
        assertThat(runs().page(Optional.of(RunState.CANCELLED), OptionalLong.empty(), 3))
                .extracting(Run::id)
                .containsExactlyElementsOf(cancelled.subList(0, 3));
        assertThat(runs().page(Optional.of(RunState.CANCELLED), OptionalLong.of(cancelled.get(2)), 100))
                .extracting(Run::id)
                .containsExactlyElementsOf(cancelled.subList(3, 5));
        assertThat(runs().page(Optional.of(RunState.CALLING), OptionalLong.empty(), 9))
                .containsExactly(calling);
        assertThat(runs().page(Optional.of(RunState.HELD), OptionalLong.empty(), 9))
                .isEmpty();
    }

    @Test
    default void the_tally_of_a_run_adds_up_over_its_pages() {
        List<RunPage> pages = begun(SPLIT, SPLIT).pages();
        var one = new LineCounts(
                Map.of(Line.Kind.SAME, 2L, Line.Kind.UPDATE, 1L), 3, 0, 0, Map.of(UserField.NAME, 3L), Map.of());
        var other = new LineCounts(
                Map.of(Line.Kind.SAME, 1L, Line.Kind.UNDECIDED, 4L),
                1,
                0,
                4,
                Map.of(UserField.NAME, 1L),
                Map.of(UserField.attribute("team"), 1L));

        runs().called(pages.getFirst(), counted(one, true));
        assertThat(now(pages.getFirst().run()).tally().canariesHeld()).isTrue();
        runs().called(pages.getLast(), counted(other, false));

        assertThat(now(pages.getFirst().run()).tally()).isEqualTo(new RunTally(7, 9, one.plus(other), 0, 0, false));
    }

    private static Runs.Called counted(LineCounts counts, boolean canariesHeld) {
        return new Runs.Called(List.of(), counts, Map.of(), canariesHeld, List.of(), List.of());
    }

    @Test
    default void progress_is_no_act() {
        RunPage page = begun(SPLIT, SPLIT).pages().getFirst();

        runs().called(page, finding(List.of()));

        assertThat(now(page.run()).version()).isEqualTo(1);
    }
}
