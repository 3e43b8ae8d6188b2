package dev.rollcall.domain.reconciliation;

import static dev.rollcall.domain.reconciliation.RecordedRuns.ANN;
import static dev.rollcall.domain.reconciliation.RecordedRuns.DAY;
import static dev.rollcall.domain.reconciliation.RecordedRuns.USUAL;
import static dev.rollcall.domain.reconciliation.RecordedRuns.absent;
import static dev.rollcall.domain.reconciliation.RecordedRuns.entry;
import static dev.rollcall.domain.reconciliation.RecordedRuns.late;
import static dev.rollcall.domain.reconciliation.RecordedRuns.only;
import static dev.rollcall.domain.reconciliation.RecordedRuns.plan;
import static dev.rollcall.domain.reconciliation.RecordedRuns.present;
import static dev.rollcall.domain.reconciliation.RecordedRuns.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans. Single lines are tested by {@link ComparisonTest}; what holds for any plan is tested by {@link PlanTest}. */
final class ReconciliationTest {
    @Test
    void who_leaves_is_deactivated_after_two_sound_runs_a_day_apart() {
        Entry bea = entry(user("1", "Bea"));
        Plan first = plan(USUAL, List.of(bea), List.of(present(bea.user(), DAY)), Map.of());
        Plan second = plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofHours(1)))), first.sightings());
        assertThat(only(second, "1")).isInstanceOfSatisfying(Line.Watched.class, watched -> {
            assertThat(watched.absences()).isEqualTo(1);
            assertThat(watched.needed()).isEqualTo(2);
        });
        Plan third = plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofHours(2)))), second.sightings());
        assertThat(only(third, "1").kind()).as("too soon").isEqualTo(Line.Kind.WATCHED);
        Plan fourth =
                plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofHours(26)))), third.sightings());
        assertThat(only(fourth, "1"))
                .isInstanceOfSatisfying(
                        Line.Deactivate.class,
                        gone -> assertThat(gone.user().isActive()).isFalse());
        assertThat(fourth.verdict()).isEqualTo(new Verdict.Ready());
    }

    @Test
    void a_presence_begins_the_count_anew() {
        Entry bea = entry(user("1", "Bea"));
        Map<UserId, Sightings> seen = Map.of(new UserId("1"), Sightings.present(DAY));
        seen = plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofDays(1)))), seen)
                .sightings();
        seen = plan(USUAL, List.of(bea), List.of(present(bea.user(), DAY.plus(Duration.ofDays(2)))), seen)
                .sightings();
        Plan last = plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofDays(3)))), seen);
        assertThat(only(last, "1").kind()).isEqualTo(Line.Kind.WATCHED);
    }

    @Test
    void whom_the_remote_never_knew_is_local_however_often_absent() {
        Entry bea = entry(user("1", "Bea"));
        Map<UserId, Sightings> seen = Map.of();
        for (int day = 0; day < 5; day++) {
            Plan plan = plan(USUAL, List.of(bea), List.of(absent("1", DAY.plus(Duration.ofDays(day)))), seen);
            assertThat(only(plan, "1").kind()).isEqualTo(Line.Kind.LOCAL);
            seen = plan.sightings();
        }
        assertThat(seen).doesNotContainKey(new UserId("1"));
    }

    @Test
    void what_is_late_is_undecided_so_that_absences_must_be_proven_anew() {
        Entry bea = entry(user("1", "Bea"));
        Map<UserId, Sightings> seen =
                Map.of(new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)));
        var lenient = new Reconciliation(Policy.DEFAULT, new Soundness(0), Limits.NONE);
        Plan plan = plan(lenient, List.of(bea), List.of(late("1", DAY.plus(Duration.ofDays(3)))), seen);
        assertThat(only(plan, "1"))
                .isInstanceOfSatisfying(
                        Line.Undecided.class,
                        undecided -> assertThat(undecided.why()).contains("before the deadline"));
        assertThat(plan.sightings()).containsEntry(new UserId("1"), Sightings.present(DAY));
    }

    @Test
    void an_outage_changes_nothing_that_was_seen() {
        Map<UserId, Sightings> seen =
                Map.of(new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)));
        Plan plan = USUAL.plan(List.of(entry(user("1", "Bea"))), List.of(late("1", DAY)), seen, true);
        assertThat(plan.sightings()).isEqualTo(seen);
    }

    @Test
    void a_run_that_is_not_sound_removes_nobody_and_counts_no_absence() {
        Entry bea = entry(user("1", "Bea"));
        Map<UserId, Sightings> seen =
                Map.of(new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)));
        Plan nobody = USUAL.plan(List.of(bea), List.of(absent("1", DAY.plus(Duration.ofDays(9)))), seen, true);
        assertThat(nobody.verdict()).isEqualTo(new Verdict.Unsound(List.of("nobody is present")));
        assertThat(nobody.lines()).extracting(Line::kind).containsExactly(Line.Kind.UNDECIDED);
        assertThat(nobody.sightings()).isEqualTo(seen);
        Plan canary = USUAL.plan(
                List.of(bea, entry(ANN)),
                List.of(absent("1", DAY.plus(Duration.ofDays(9))), present(ANN, DAY)),
                seen,
                false);
        assertThat(canary.verdict())
                .isEqualTo(new Verdict.Unsound(List.of("a canary wasn't answered as it should be")));
        Plan half = USUAL.plan(List.of(bea, entry(ANN)), List.of(late("1", DAY), present(ANN, DAY)), seen, true);
        assertThat(half.verdict())
                .isEqualTo(new Verdict.Unsound(List.of("only 1 of 2 answers are proven, and at least 95 % must be")));
    }

    @Test
    void what_is_beyond_a_limit_is_held() {
        List<Entry> directory = new ArrayList<>();
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            directory.add(entry(user("u" + i, "Name " + i)));
            proofs.add(present(user("u" + i, i < 60 ? "Renamed" : "Name " + i), DAY));
        }
        Plan plan = plan(Reconciliation.DEFAULT, directory, proofs, Map.of());
        assertThat(plan.verdict())
                .isEqualTo(new Verdict.Held(List.of("update: 60 lines, at most 50 (50 % of 100 users) are allowed")));
        assertThat(plan.counts().of(Line.Kind.UPDATE)).isEqualTo(60);
    }

    @Test
    void a_field_that_nobody_has_any_more_is_not_cleared_unseen() {
        Entry bea = entry(user("1", "Bea"));
        User without = new User(new UserId("1"), "Bea", "");
        Plan plan = USUAL.plan(List.of(bea), List.of(present(without, DAY)), Map.of(), true);
        assertThat(plan.verdict())
                .isEqualTo(new Verdict.Held(
                        List.of("email would be cleared for 1 users: the remote tells it for nobody")));
    }

    @Test
    void a_place_on_the_list_is_a_proof_and_two_proofs_of_one_are_none() {
        Entry bea = entry(user("1", "Bea"));
        Plan plan = USUAL.plan(List.of(bea), List.of(Proof.listed(bea.user(), DAY)), Map.of(), true);
        assertThat(plan.verdict()).isEqualTo(new Verdict.NothingToDo());
        assertThat(plan.lines().getFirst().proof().listed()).isTrue();
        assertThatThrownBy(() -> USUAL.plan(
                        List.of(), List.of(absent("1", DAY), present(user("1", "Bea"), DAY)), Map.of(), true))
                .hasMessage("two proofs for the id 1");
    }
}
