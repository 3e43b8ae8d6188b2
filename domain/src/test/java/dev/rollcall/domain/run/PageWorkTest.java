package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageWorkTest {
    /** An office with one user of each: the same, to be updated, to be created, without an answer; and a list with some of them. */
    private static Office mixed(boolean isListed) {
        Office office = isListed ? Office.listed() : Office.opened();
        office.everywhere("1").here(user("2", "Bea")).there("2", "3").here("4", "5");
        office.remote.failsFor("4").lists("", "x", "1").lists("x", "", "3");
        return office;
    }

    @Test
    void a_run_by_roll_call_goes_from_ranges_to_its_verdict() throws Exception {
        Office office = mixed(false);
        Run run = office.begun();
        List<String> parts = new ArrayList<>();
        for (List<RunPage> open = office.runs.openPages(9); !open.isEmpty(); open = office.runs.openPages(9)) {
            parts.add(open.getFirst().part().getClass().getSimpleName());
            office.step();
        }
        assertThat(parts).containsExactly("Split", "Range", "Settling");
        assertThat(office.lines(run)).containsExactly("1 same", "2 update planned", "4 undecided", "5 local");
    }

    @Test
    void a_run_by_list_reads_the_list_first() throws Exception {
        Office office = mixed(true);
        Run run = office.begun();
        List<String> parts = new ArrayList<>();
        for (List<RunPage> open = office.runs.openPages(9); !open.isEmpty(); open = office.runs.openPages(9)) {
            parts.add(open.getFirst().part().getClass().getSimpleName());
            office.step();
        }
        assertThat(parts).containsExactly("Listed", "Listed", "Split", "Range", "Settling");
        assertThat(office.lines(run))
                .containsExactly("1 same", "2 update planned", "3 create planned", "4 undecided", "5 local");
    }

    @Test
    void the_remote_is_asked_for_nobody_twice() throws Exception {
        Office office = mixed(true).everywhere(ids(10, 1500));
        office.run();
        assertThat(office.remote.asked()).doesNotHaveDuplicates();
    }

    @Test
    void a_remote_that_is_down_is_not_asked_for_everybody() throws Exception {
        Office office = Office.opened().here(ids(1, 3500));
        office.remote.failsFor(ids(1, 3500));
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.remote.asked()).hasSize(1000);
        assertThat(run.reasons()).contains("nobody is present");
        assertThat(run.warnings())
                .containsExactly("Nobody answered so far, and too many answers are missing for the run to become sound:"
                        + " the rest wasn't asked.");
    }

    @Test
    void a_remote_that_answers_for_somebody_is_asked_for_everybody() throws Exception {
        Office office = Office.opened().everywhere("1").here(ids(2, 3500));
        office.remote.failsFor(ids(2, 3500));
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.remote.asked()).hasSize(3500);
        assertThat(run.warnings()).isEmpty();
    }

    @Test
    void whoever_wants_no_completeness_has_everybody_asked() throws Exception {
        Office office = Office.opened().here(ids(1, 1500));
        office.remote.failsFor(ids(1, 1500));
        office.run(Office.order(new Reconciliation(Reconciliation.DEFAULT.policy(), new Soundness(0), Limits.NONE)));
        assertThat(office.remote.asked()).hasSize(1500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_page_done_twice_changes_nothing(boolean isListed) throws Exception {
        Office once = mixed(isListed);
        Run undisturbed = once.applied(once.run(Office.order(lenient())));
        Office twice = mixed(isListed);
        Run run = doneTwice(twice, twice.begun(Office.order(lenient())));
        twice.reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, Office.CLERK);
        doneTwice(twice, run);
        assertThat(twice.now(run)).isEqualTo(undisturbed);
        assertThat(twice.lines(run)).isEqualTo(once.lines(undisturbed));
        assertThat(twice.users()).isEqualTo(once.users());
        assertThat(history(twice, "2")).isEqualTo(history(once, "2"));
    }

    private static Reconciliation lenient() {
        return new Reconciliation(Reconciliation.DEFAULT.policy(), new Soundness(50), Limits.NONE);
    }

    private static Run doneTwice(Office office, Run run) throws InterruptedException {
        for (List<RunPage> open = office.runs.openPages(1); !open.isEmpty(); open = office.runs.openPages(1)) {
            int number = open.getFirst().number();
            office.work.work(run.id(), number);
            assertThat(office.work.work(run.id(), number)).isEmpty();
        }
        return office.now(run);
    }

    private static List<Change> history(Office office, String id) {
        return office.directory.history(new UserId(id), OptionalLong.empty(), 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"called", "settled", "applied"})
    void a_page_done_by_two_at_once_is_done_once(String end) throws Exception {
        Office office = mixed(true);
        Run run = office.begun(Office.atOnce(lenient()));
        office.before(end, () -> assertThat(step(office)).isNotNull());
        office.worked(run);
        Office other = mixed(true);
        assertThat(office.now(run)).isEqualTo(other.run(Office.atOnce(lenient())));
        assertThat(office.users()).isEqualTo(other.users());
        assertThat(history(office, "2")).hasSize(2);
    }

    private static List<RunPage> step(Office office) {
        try {
            return office.step();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"called", "settled", "applied"})
    void a_page_that_ends_after_the_run_was_cancelled_changes_nothing(String end) throws Exception {
        Office office = mixed(true);
        Run run = office.begun(Office.atOnce(lenient()));
        List<Object> seen = new ArrayList<>();
        office.before(end, () -> {
            office.cancelled(run);
            seen.add(office.now(run));
            seen.add(office.lines(run));
            seen.add(office.users());
        });
        office.worked(run);
        assertThat(seen).containsExactly(office.now(run), office.lines(run), office.users());
        assertThat(office.now(run).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void pages_of_a_run_that_is_at_its_end_or_of_none_are_not_done() throws Exception {
        Office office = mixed(false);
        Run run = office.begun();
        office.cancelled(run);
        assertThat(office.work.work(run.id(), 1)).isEmpty();
        assertThat(office.work.work(run.id(), 99)).isEmpty();
        assertThat(office.work.work(99, 1)).isEmpty();
        assertThat(office.remote.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openPage",
                "find",
                "page",
                "withLine",
                "sightings",
                "called",
                "unseen",
                "settled",
                "lines",
                "applied"
            })
    void a_page_that_the_database_failed_can_be_done_again(String method) throws Exception {
        Office office = mixed(false);
        Run run = office.begun(Office.atOnce(lenient()));
        office.before(method, () -> {
            throw new DirectoryUnavailable(DirectoryUnavailable.Reason.OUTAGE, "away");
        });
        assertThatThrownBy(() -> office.worked(run)).isInstanceOf(DirectoryUnavailable.class);
        assertThat(office.worked(run).state()).isEqualTo(RunState.APPLIED);
        assertThat(office.lines(run)).isEqualTo(List.of("1 same", "2 update applied", "4 undecided", "5 local"));
    }

    @Test
    void all_open_pages_are_done_until_nothing_is_worked_on() throws Exception {
        Office office = mixed(true);
        Run run = office.begun(Office.atOnce(lenient()));
        office.work.workAll();
        assertThat(office.now(run).state()).isEqualTo(RunState.APPLIED);
        office.work.workAll();
        assertThat(office.now(run).version()).isEqualTo(4);
    }

    @Test
    void a_work_that_was_interrupted_goes_on() throws Exception {
        Office office = mixed(false);
        Run run = office.begun(Office.order(lenient()));
        office.remote.meanwhile(listener -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(office.work::workAll).isInstanceOf(InterruptedException.class);
        office.remote.meanwhile(ScriptedRemote.Meanwhile.NOTHING);
        office.work.workAll();
        assertThat(office.now(run).state()).isEqualTo(RunState.READY);
    }

    @Test
    void a_plan_of_more_than_1000_lines_is_applied_in_pages() throws Exception {
        Office office = Office.opened().there(ids(1, 2500)).here(users(1, 2500, "Old"));
        Run run = office.run();
        office.reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, Office.CLERK);
        assertThat(office.step()).hasSize(1);
        assertThat(office.now(run).tally().applied()).isEqualTo(1000);
        assertThat(office.worked(run).state()).isEqualTo(RunState.APPLIED);
        assertThat(office.now(run).tally().applied()).isEqualTo(2500);
        assertThat(office.now(run).left()).isZero();
        assertThat(office.run().state()).isEqualTo(RunState.NOTHING_TO_DO);
    }

    private static User[] users(int from, int to, String name) {
        return List.of(ids(from, to)).stream().map(id -> user(id, name)).toArray(User[]::new);
    }

    @Test
    void an_application_that_is_cancelled_keeps_what_was_applied_and_does_no_more() throws Exception {
        Office office = Office.opened().there(ids(1, 1500)).here(users(1, 1500, "Old"));
        Run run = office.run();
        office.reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, Office.CLERK);
        office.step();
        office.cancelled(run);
        assertThat(office.worked(run).left()).isEqualTo(500);
        assertThat(office.line(run, "1000").state()).hasValue(RunLine.State.APPLIED);
        assertThat(office.line(run, "1001").state()).hasValue(RunLine.State.PLANNED);
        assertThat(office.directory
                        .find(new UserId("1001"))
                        .orElseThrow()
                        .user()
                        .name())
                .isEqualTo("Old");
    }

    @Test
    void a_change_names_the_run_and_whoever_applied_it_and_when() throws Exception {
        Office office = Office.opened().here(user("1", "Bea")).there("1");
        Run run = office.run();
        office.later(Duration.ofHours(3));
        office.reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, Office.PERSON);
        office.worked(run);
        assertThat(history(office, "1").getFirst().attribution())
                .isEqualTo(new Attribution(
                        Office.PERSON, Office.NOON.plus(Duration.ofHours(3)), OptionalLong.of(run.id())));
    }

    @Test
    void who_changed_or_was_removed_since_the_plan_was_made_is_skipped() throws Exception {
        Office office = Office.opened().here(users(1, 3, "Old")).there("1", "2", "3");
        Run run = office.run();
        office.here(user("2", "Bea"));
        office.removed("3");
        Run applied = office.applied(run);
        assertThat(office.lines(run)).containsExactly("1 update applied", "2 update skipped", "3 update skipped");
        assertThat(office.users()).containsExactly(user("1"), user("2", "Bea"));
        assertThat(applied.tally().applied()).isEqualTo(1);
        assertThat(applied.tally().skipped()).isEqualTo(2);
    }

    @Test
    void who_changes_while_the_plan_is_applied_is_skipped() throws Exception {
        Office office = Office.opened().here(users(1, 2, "Old")).there("1", "2");
        Run run = office.run();
        office.before("applied", () -> office.here(user("2", "Bea")));
        office.applied(run);
        assertThat(office.lines(run)).containsExactly("1 update applied", "2 update skipped");
    }

    @Test
    void users_may_come_and_go_while_a_run_goes_on() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 1200)).there("7000");
        Run run = office.begun();
        office.remote.meanwhile(listener -> {
            office.removed("1100", "3");
            office.everywhere("1150a", "1101a");
        });
        office.worked(run);
        assertThat(office.count(run, Line.Kind.SAME)).isEqualTo(1201);
        assertThat(office.now(run).state()).isEqualTo(RunState.NOTHING_TO_DO);
    }
}
