package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.CLERK;
import static dev.rollcall.domain.run.Office.NOON;
import static dev.rollcall.domain.run.Office.PERSON;
import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.known;
import static dev.rollcall.domain.run.Office.order;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run promises, from its first question to its last change; and, where a guard keeps the promise, that it wouldn't hold without. */
final class RunPromisesTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final Policy HASTY = Policy.DEFAULT.withAbsence(new AbsenceRule(1, Duration.ZERO));

    private static User inactive(User user) {
        return user.with(Map.of(UserField.ACTIVE, "false"));
    }

    private static List<Change> history(Office office, String id) {
        return office.directory.history(new UserId(id), ANY, 10);
    }

    @Test
    void from_a_change_one_comes_to_its_line_and_to_the_answer_that_proved_it() throws Exception {
        Office office = known(ids(1, 5)).here(user("1", "Bea"));
        Run run = office.run();
        office.applied(run);
        Change change = history(office, "1").getFirst();
        assertThat(change.attribution().run()).hasValue(run.id());
        RunLine line = office.line(run, "1");
        assertThat(line.before()).isEqualTo(change.before());
        assertThat(line.after()).isEqualTo(change.after());
        assertThat(line.proof().answer().found()).hasValue(user("1"));
        assertThat(line.proof().at()).isEqualTo(NOON.plus(DAY));
    }

    @Test
    void who_is_late_or_failed_is_never_changed_and_is_counted() throws Exception {
        Office office = known(ids(1, 60)).here(user("1", "Bea"), user("2", "Cem"));
        office.remote.isLateFor("1").failsFor("2");
        Run run = office.run();
        assertThat(office.lines(run)).contains("1 undecided", "2 undecided");
        assertThat(run.tally().counts().unproven()).isEqualTo(2);
        assertThat(run.state()).isEqualTo(RunState.NOTHING_TO_DO);
    }

    @Test
    void silence_is_never_absence_however_often() throws Exception {
        Office office = known(ids(1, 60));
        office.remote.isLateFor("1").failsFor("2").loses("1", "2");
        for (int run = 0; run < 5; run++) {
            assertThat(office.run(order(HASTY)).state()).isEqualTo(RunState.NOTHING_TO_DO);
            office.later(DAY);
        }
    }

    @Test
    void nobody_is_removed_but_for_absences_in_two_runs_a_day_apart() throws Exception {
        Office office = known("1", "2");
        office.remote.loses("1");
        assertThat(office.lines(office.run())).contains("1 watched");
        office.later(DAY.minusSeconds(1));
        assertThat(office.lines(office.run())).as("too soon").contains("1 watched");
        office.later(Duration.ofSeconds(1));
        assertThat(office.lines(office.run())).contains("1 deactivate planned");
    }

    @Test
    void without_this_rule_one_absence_would_be_enough() throws Exception {
        Office office = known("1", "2");
        office.remote.loses("1");
        assertThat(office.lines(office.run(order(HASTY)))).contains("1 deactivate planned");
    }

    @Test
    void one_present_answer_resets_the_absences() throws Exception {
        Office office = known("1", "2");
        office.remote.loses("1");
        office.run();
        office.later(DAY);
        office.there("1").run();
        assertThat(office.seen("1")).isEqualTo(Sightings.present(NOON.plus(DAY.multipliedBy(2))));
        office.remote.loses("1");
        office.later(DAY);
        assertThat(office.lines(office.run())).contains("1 watched");
    }

    @Test
    void whom_the_remote_never_knew_is_never_removed() throws Exception {
        Office office = known("1").here("7");
        for (int run = 0; run < 4; run++) {
            assertThat(office.lines(office.run())).containsExactly("1 same", "7 local");
            office.later(DAY);
        }
        assertThat(office.seen("7")).isEqualTo(Sightings.NONE);
    }

    @Test
    void whom_a_run_created_can_leave() throws Exception {
        Office office = Office.listed().everywhere("1").there("2");
        office.remote.lists("", "", "1", "2");
        office.applied(office.run());
        office.remote.lists("", "", "1").loses("2");
        office.later(DAY);
        office.run();
        office.later(DAY);
        assertThat(office.lines(office.run())).containsExactly("1 same", "2 deactivate planned");
    }

    @Test
    void who_is_protected_is_never_changed() throws Exception {
        Office office = known("1", "2", "3").here(user("2", "Bea"));
        office.remote.loses("1");
        var protection = new Protection(Set.of(new UserId("1"), new UserId("2")), Map.of());
        Run run = office.run(order(HASTY.withProtection(protection)));
        assertThat(office.lines(run)).containsExactly("1 protected", "2 protected", "3 same");
        assertThat(run.state()).isEqualTo(RunState.NOTHING_TO_DO);
    }

    @Test
    void the_first_run_removes_nobody() throws Exception {
        Office office = Office.opened().everywhere("1").here(ids(2, 50));
        Run run = office.run(order(HASTY));
        assertThat(office.count(run, Line.Kind.LOCAL)).isEqualTo(49);
        assertThat(run.state()).isEqualTo(RunState.NOTHING_TO_DO);
    }

    @Test
    void an_unsound_run_removes_nobody_and_counts_no_absence() throws Exception {
        Office office = known(ids(1, 10));
        office.remote.loses("1").failsFor("2");
        Run run = office.run(order(HASTY));
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.lines(run)).contains("1 undecided");
        assertThat(office.seen("1").absences()).isZero();
        assertThat(office.reconciler.apply(run.id(), ANY, Drift.SKIP, CLERK)).isInstanceOf(Decision.Unfit.class);
    }

    @Test
    void without_soundness_it_would() throws Exception {
        Office office = known(ids(1, 10));
        office.remote.loses("1").failsFor("2");
        Run run = office.run(order(new Reconciliation(HASTY, new Soundness(0), Limits.NONE)));
        assertThat(office.lines(run)).contains("1 deactivate planned");
    }

    @Test
    void a_plan_beyond_its_limits_waits_for_somebody_who_says_why() throws Exception {
        Office office = known(ids(1, 10));
        office.remote.loses("1", "2");
        Run run = office.run(Office.atOnce(new Reconciliation(HASTY, Soundness.DEFAULT, Limits.DEFAULT)));
        assertThat(run.state()).isEqualTo(RunState.HELD);
        assertThat(run.reasons()).containsExactly("deactivate: 2 lines, at most 1 (5 % of 10 users) are allowed");
        assertThat(office.reconciler.apply(run.id(), ANY, Drift.SKIP, CLERK)).isInstanceOf(Decision.Unfit.class);
        office.reconciler.approve(run.id(), ANY, PERSON, "they left");
        assertThat(office.now(run).acts().getLast())
                .isEqualTo(new Act(RunState.READY, PERSON, NOON.plus(DAY), "they left"));
        assertThat(office.applied(run).tally().applied()).isEqualTo(2);
    }

    @Test
    void apply_does_exactly_the_plan() throws Exception {
        Office office = known(ids(1, 5)).here(user("1", "Bea"), user("2", "Cem"));
        Run run = office.run();
        office.there("6")
                .remote
                .has(user("1", "Somebody else"), user("3", "Eve"))
                .loses("4");
        int calls = office.remote.calls().size();
        office.applied(run);
        assertThat(office.users()).containsExactly(user("1"), user("2"), user("3"), user("4"), user("5"));
        assertThat(office.remote.calls()).hasSize(calls);
        assertThat(history(office, "3")).hasSize(1);
    }

    @Test
    void who_changed_since_the_plan_was_made_is_skipped_and_named() throws Exception {
        Office office = known("1", "2").here(user("1", "Bea"), user("2", "Cem"));
        Run run = office.run();
        office.here(user("2", "Dan"));
        office.applied(run);
        assertThat(office.lines(run)).containsExactly("1 update applied", "2 update skipped");
        assertThat(office.line(run, "2").note()).isEqualTo("the user changed meanwhile");
        assertThat(office.users()).containsExactly(user("1"), user("2", "Dan"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killed_anywhere_a_run_comes_to_the_same(boolean isAfter) throws Exception {
        Office undisturbed = leaving();
        Run expected = undisturbed.worked(undisturbed.begun(Office.atOnce(unlimited())));
        boolean wasKilled = true;
        for (int calls = 1; wasKilled; calls++) {
            Office office = leaving();
            Run run = office.begun(Office.atOnce(unlimited()));
            office.dies(calls, isAfter);
            wasKilled = isKilledAtWork(office, run);
            assertThat(office.worked(run)).isEqualTo(expected);
            assertThat(office.lines(run)).isEqualTo(undisturbed.lines(expected));
            for (String id : ids(1, 5)) {
                assertThat(history(office, id)).isEqualTo(history(undisturbed, id));
                assertThat(office.seen(id)).isEqualTo(undisturbed.seen(id));
            }
            assertThat(wasKilled || calls > 20).isTrue();
        }
    }

    private static boolean isKilledAtWork(Office office, Run run) throws InterruptedException {
        try {
            office.worked(run);
            return false;
        } catch (Office.Killed e) {
            return true;
        } finally {
            office.lives();
        }
    }

    /** Somebody leaves, somebody joins, and somebody has another name. */
    private static Office leaving() throws InterruptedException {
        Office office = Office.listed().everywhere("1", "2", "3").there("4");
        office.remote.lists("", "", "1", "2", "3");
        office.run();
        office.later(DAY);
        office.here(user("2", "Bea"));
        office.remote.loses("3").lists("", "x", "1", "4").lists("x", "");
        return office;
    }

    private static Reconciliation unlimited() {
        return new Reconciliation(HASTY, Soundness.DEFAULT, Limits.NONE);
    }

    @Test
    void a_run_of_which_that_is_shown_does_something_of_everything() throws Exception {
        Office office = leaving();
        assertThat(office.lines(office.run(Office.atOnce(unlimited()))))
                .containsExactly("1 same", "2 update applied", "3 deactivate applied", "4 create applied");
    }

    @Test
    void a_run_can_be_cancelled_at_any_page_and_says_what_was_done() throws Exception {
        List<RunState> states = new ArrayList<>();
        for (int pages = 0; pages < 6; pages++) {
            Office office = leaving();
            Run run = office.begun(Office.atOnce(unlimited()));
            for (int page = 0; page < pages; page++) {
                office.step();
            }
            states.add(office.now(run).state());
            office.cancelled(run);
            assertThat(office.worked(run).state()).isEqualTo(RunState.CANCELLED);
            assertThat(office.now(run).tally().applied()).isZero();
            assertThat(office.users()).containsExactly(user("1"), user("2", "Bea"), user("3"));
        }
        assertThat(states).contains(RunState.CALLING, RunState.APPLYING);
    }

    @Test
    void who_comes_back_is_active_again() throws Exception {
        Office office = known("1", "2");
        office.remote.loses("1");
        office.applied(office.run(order(HASTY)));
        assertThat(office.users()).containsExactly(inactive(user("1")), user("2"));
        office.there("1");
        office.applied(office.run(order(HASTY)));
        assertThat(office.users()).containsExactly(user("1"), user("2"));
    }

    @Test
    void whom_somebody_deactivates_after_that_stays_inactive() throws Exception {
        Office office = known("1", "2");
        office.remote.loses("1");
        office.applied(office.run(order(HASTY)));
        office.there("1");
        office.applied(office.run(order(HASTY)));
        office.here(inactive(user("1")));
        assertThat(office.lines(office.run(order(HASTY)))).containsExactly("1 same", "2 same");
    }

    @Test
    void who_is_gone_is_deleted_only_after_the_grace_period() throws Exception {
        Office office = known("1", "2");
        Policy deleting = HASTY.withRemovals(Policy.Removals.DELETE).withGrace(DAY.multipliedBy(30));
        office.remote.loses("1");
        office.applied(office.run(order(deleting)));
        office.later(DAY.multipliedBy(30).minusSeconds(1));
        assertThat(office.lines(office.run(order(deleting)))).contains("1 watched");
        office.later(Duration.ofSeconds(1));
        office.applied(office.run(order(deleting)));
        assertThat(office.users()).containsExactly(user("2"));
        assertThat(office.seen("1")).isEqualTo(Sightings.NONE);
    }
}
