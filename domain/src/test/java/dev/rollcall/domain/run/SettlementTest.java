package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.NOON;
import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.known;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SettlementTest {
    private static final Duration DAY = Duration.ofHours(24);

    /** It is noon, so many days later. */
    private static Instant day(int number) {
        return NOON.plus(DAY.multipliedBy(number));
    }

    private static Sightings absences(int count, int first, int last) {
        return new Sightings(
                Optional.of(NOON), count, Optional.of(day(first)), Optional.of(day(last)), Optional.empty());
    }

    @Test
    void a_sound_run_counts_absences_from_the_first_to_the_last() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7");
        assertThat(office.line(office.run(), "7").note()).isEqualTo("absent in 1 of 2 runs since " + day(1));
        assertThat(office.seen("7")).isEqualTo(absences(1, 1, 1));
        office.later(DAY);
        assertThat(office.lines(office.run())).contains("7 deactivate planned");
        assertThat(office.seen("7")).isEqualTo(absences(2, 1, 2));
    }

    @Test
    void an_unsound_run_counts_none_and_takes_removals_back() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7", "8");
        office.run();
        office.later(DAY);
        office.remote.failsFor(ids(20, 40)).loses("9");
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.lines(run)).contains("7 undecided", "8 undecided", "9 undecided", "10 same");
        assertThat(office.line(run, "7").note()).isEqualTo("absent, but the run isn't sound");
        assertThat(office.seen("7")).isEqualTo(absences(1, 1, 1));
        assertThat(office.seen("9").absences()).isZero();
    }

    @Test
    void the_counts_follow_the_lines_that_are_taken_back() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7");
        office.run();
        office.later(DAY);
        office.remote.failsFor(ids(20, 40));
        Run run = office.run();
        assertThat(run.tally().counts().kinds().entrySet().stream().filter(kind -> kind.getValue() != 0))
                .containsExactlyInAnyOrder(Map.entry(Line.Kind.SAME, 18L), Map.entry(Line.Kind.UNDECIDED, 22L));
        assertThat(run.tally().counts().absent()).isEqualTo(1);
        assertThat(run.tally().counts().unproven()).isEqualTo(21);
        assertThat(run.tally().counts().changes()).isZero();
    }

    @Test
    void an_outage_changes_nothing_that_is_remembered() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7");
        office.run();
        List<Sightings> before = Stream.of(ids(1, 40)).map(office::seen).toList();
        office.later(DAY);
        office.remote.failsFor(ids(1, 40));
        Run run = office.run();
        assertThat(run.reasons())
                .containsExactly("only 0 of 40 answers are proven, and at least 95 % must be", "nobody is present");
        assertThat(Stream.of(ids(1, 40)).map(office::seen)).isEqualTo(before);
    }

    @Test
    void a_remote_that_says_404_for_everybody_makes_nobody_absent() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses(ids(1, 40));
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(run.reasons()).containsExactly("nobody is present");
        assertThat(Stream.of(ids(1, 40)).map(office::seen))
                .allSatisfy(seen -> assertThat(seen).isEqualTo(Sightings.present(NOON)));
    }

    @Test
    void an_answer_that_proves_nothing_ends_absences_if_others_are_present() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7", "8");
        office.run();
        office.remote.failsFor("7").isLateFor("8");
        assertThat(office.run().state()).isEqualTo(RunState.NOTHING_TO_DO);
        assertThat(office.seen("7")).isEqualTo(Sightings.present(NOON));
        assertThat(office.seen("8")).isEqualTo(Sightings.present(NOON));
    }

    @Test
    void it_does_so_also_in_an_unsound_run() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7");
        office.run();
        office.remote.failsFor("7").isLateFor(ids(20, 40));
        assertThat(office.run().state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.seen("7")).isEqualTo(Sightings.present(NOON));
    }

    @Test
    void canaries_that_are_not_answered_as_they_should_be_make_a_run_unsound() throws Exception {
        Office office = known(ids(1, 40));
        office.remote.loses("7");
        office.remote.missesCanaries();
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(run.reasons()).containsExactly("a canary wasn't answered as it should be");
        assertThat(office.seen("7")).isEqualTo(Sightings.present(NOON));
    }

    @Test
    void canaries_that_failed_on_one_page_are_not_forgotten() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 1001));
        Run run = office.begun();
        office.step();
        office.remote.missesCanaries();
        office.step();
        office.remote.recovers();
        assertThat(office.worked(run).state()).isEqualTo(RunState.UNSOUND);
    }

    /** Both sides had this many users a day ago; half of them left since, and are watched. */
    private static Office halved(int users) throws InterruptedException {
        Office office = known(ids(1, users));
        office.remote.loses(ids(1, users / 2));
        office.run();
        office.later(DAY);
        return office;
    }

    @Test
    void more_than_1000_absences_are_counted_in_pages() throws Exception {
        Office office = halved(2400);
        Run run = office.begun();
        office.nextOf(Part.Settling.class);
        assertThat(office.step()).extracting(RunPage::part).hasOnlyElementsOfType(Part.Settling.class);
        assertThat(office.now(run).state()).isEqualTo(RunState.CALLING);
        assertThat(office.seen("1000").absences()).isEqualTo(2);
        assertThat(office.seen("1001").absences()).isEqualTo(1);
        assertThat(office.worked(run).state()).isEqualTo(RunState.READY);
        assertThat(office.seen("1200").absences()).isEqualTo(2);
        assertThat(office.count(run, Line.Kind.DEACTIVATE)).isEqualTo(1200);
    }

    @Test
    void more_than_1000_absences_are_taken_back_in_pages() throws Exception {
        Office office = halved(2400);
        office.remote.missesCanaries();
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.count(run, Line.Kind.UNDECIDED)).isEqualTo(1200);
        assertThat(run.tally().counts().of(Line.Kind.UNDECIDED)).isEqualTo(1200);
        assertThat(run.tally().counts().of(Line.Kind.DEACTIVATE)).isZero();
        assertThat(office.seen("1200").absences()).isEqualTo(1);
    }

    @Test
    void exactly_1000_absences_come_to_an_end() throws Exception {
        Office office = halved(2000);
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.READY);
        assertThat(office.count(run, Line.Kind.DEACTIVATE)).isEqualTo(1000);
    }

    private static Reconciliation atMost(long updates) {
        return new Reconciliation(
                Policy.DEFAULT, Soundness.DEFAULT, new Limits(Map.of(Line.Kind.UPDATE, Limits.Limit.count(updates))));
    }

    private static Office changed() {
        return Office.opened().here(user("1", "Bea"), user("2", "Cem")).there("1", "2");
    }

    @Test
    void a_plan_within_its_limits_is_ready() throws Exception {
        Run run = changed().run(Office.order(atMost(2)));
        assertThat(run.acts()).containsExactly(act(RunState.CALLING), act(RunState.READY));
        assertThat(run.reasons()).isEmpty();
    }

    private static Act act(RunState state) {
        return new Act(state, Office.CLERK, NOON);
    }

    @Test
    void a_plan_beyond_its_limits_is_held_and_says_why() throws Exception {
        Run run = changed().run(Office.order(atMost(1)));
        assertThat(run.state()).isEqualTo(RunState.HELD);
        assertThat(run.reasons()).containsExactly("update: 2 lines, at most 1 are allowed");
    }

    @Test
    void if_both_sides_agree_there_is_nothing_to_do() throws Exception {
        Run run = Office.opened().everywhere("1").run();
        assertThat(run.acts()).containsExactly(act(RunState.CALLING), act(RunState.NOTHING_TO_DO));
        assertThat(run.ended()).hasValue(NOON);
    }

    @Test
    void within_limits_a_plan_may_be_applied_at_once() throws Exception {
        Office office = changed();
        Run run = office.run(Office.atOnce(atMost(2)));
        assertThat(run.acts())
                .containsExactly(
                        act(RunState.CALLING), act(RunState.READY), act(RunState.APPLYING), act(RunState.APPLIED));
        assertThat(office.users()).containsExactly(user("1"), user("2"));
    }

    @Test
    void a_plan_that_is_held_or_unsound_is_not() throws Exception {
        Office office = changed();
        assertThat(office.run(Office.atOnce(atMost(1))).state()).isEqualTo(RunState.HELD);
        office.remote.missesCanaries();
        assertThat(office.run(Office.atOnce(atMost(2))).state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.users()).containsExactly(user("1", "Bea"), user("2", "Cem"));
    }

    @Test
    void a_verdict_is_dated_by_when_it_was_given() throws Exception {
        Office office = changed();
        Run run = office.begun();
        office.later(DAY);
        assertThat(office.worked(run).planned()).hasValue(day(1));
    }
}
