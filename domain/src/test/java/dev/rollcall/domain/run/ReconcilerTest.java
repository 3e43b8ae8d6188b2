package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.CLERK;
import static dev.rollcall.domain.run.Office.NOON;
import static dev.rollcall.domain.run.Office.PERSON;
import static dev.rollcall.domain.run.Office.accepted;
import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconcilerTest {
    private static final OptionalLong ANY = OptionalLong.empty();

    /** What people decide of a run. */
    enum Deed {
        APPLY,
        APPROVE,
        REJECT,
        CANCEL;

        /** Returns the states in which it can be decided. */
        List<RunState> states() {
            return switch (this) {
                case APPLY -> List.of(RunState.READY);
                case APPROVE -> List.of(RunState.HELD);
                case REJECT -> List.of(RunState.READY, RunState.HELD);
                case CANCEL -> List.of(RunState.CALLING, RunState.APPLYING);
            };
        }

        /** Returns the state into which the run comes by it. */
        RunState next() {
            return switch (this) {
                case APPLY -> RunState.APPLYING;
                case APPROVE -> RunState.READY;
                case REJECT -> RunState.REJECTED;
                case CANCEL -> RunState.CANCELLED;
            };
        }

        Decision on(Office office, long run, OptionalLong version) {
            Reconciler reconciler = office.reconciler;
            return switch (this) {
                case APPLY -> reconciler.apply(run, version, Drift.SKIP, PERSON);
                case APPROVE -> reconciler.approve(run, version, PERSON, "they left");
                case REJECT -> reconciler.reject(run, version, PERSON, "they left");
                case CANCEL -> reconciler.cancel(run, version, PERSON, "they left");
            };
        }
    }

    /** Returns a run in a state. */
    private static Run in(RunState state, Office office) {
        Run begun = office.begun();
        if (state != RunState.CALLING) {
            office.runs.move(begun.id(), begun.version(), new Act(state, CLERK, NOON), List.of());
        }
        office.told.clear();
        return office.now(begun);
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void a_decision_is_accepted_in_its_states_alone(RunState state) {
        for (Deed deed : Deed.values()) {
            Office office = Office.opened().here("1");
            Run run = in(state, office);
            Decision decision = deed.on(office, run.id(), OptionalLong.of(run.version()));
            if (deed.states().contains(state)) {
                assertThat(decision).isEqualTo(new Decision.Accepted(office.now(run)));
                assertThat(office.now(run).state()).isEqualTo(deed.next());
            } else {
                assertThat(decision).as("%s %s", deed, state).isEqualTo(new Decision.Unfit(run));
                assertThat(office.now(run)).isEqualTo(run);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void a_decision_on_another_version_changes_nothing(RunState state) {
        for (Deed deed : Deed.values()) {
            Office office = Office.opened().here("1");
            Run run = in(state, office);
            assertThat(deed.on(office, run.id(), OptionalLong.of(run.version() - 1)))
                    .isEqualTo(new Decision.Overtaken(run));
            assertThat(office.now(run)).isEqualTo(run);
            assertThat(office.told).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void a_decision_on_any_version_is_accepted_too(Deed deed) {
        for (RunState state : deed.states()) {
            Office office = Office.opened().here("1");
            assertThat(deed.on(office, in(state, office).id(), ANY)).isInstanceOf(Decision.Accepted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void nothing_is_decided_of_a_run_that_there_is_not(Deed deed) {
        assertThat(deed.on(Office.opened(), 7, ANY)).isEqualTo(new Decision.Unknown());
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void who_decides_later_is_overtaken(Deed deed) {
        Office office = Office.opened().here("1");
        Run run = in(deed.states().getFirst(), office);
        office.before("move", () -> assertThat(deed.on(office, run.id(), ANY)).isInstanceOf(Decision.Accepted.class));
        assertThat(deed.on(office, run.id(), ANY)).isEqualTo(new Decision.Overtaken(office.now(run)));
        assertThat(office.now(run).version()).isEqualTo(run.version() + 1);
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void a_decision_is_recorded(Deed deed) {
        Office office = Office.opened().here("1");
        Run run = in(deed.states().getFirst(), office);
        office.later(Duration.ofHours(1));
        deed.on(office, run.id(), ANY);
        String reason = deed == Deed.APPLY ? "" : "they left";
        assertThat(office.now(run).acts().getLast())
                .isEqualTo(new Act(deed.next(), PERSON, NOON.plusSeconds(3600), reason));
    }

    @Test
    void a_run_begins_with_the_directory_as_it_is() {
        Office office = Office.opened().here("1", "2");
        Run run = office.begun();
        assertThat(run.acts()).containsExactly(new Act(RunState.CALLING, CLERK, NOON));
        assertThat(run.tally()).isEqualTo(new RunTally(2, 2, LineCounts.NONE, 0, 0, true));
        assertThat(office.reconciler.find(run.id())).hasValue(run);
    }

    private static List<Part> opened(Office office) {
        return office.runs.openPages(99).stream().map(RunPage::part).toList();
    }

    @Test
    void it_begins_with_the_list_if_there_is_one() {
        Office listed = Office.listed();
        listed.begun();
        assertThat(opened(listed)).containsExactly(new Part.Listed(ListingPosition.BEGINNING));
        Office other = Office.opened();
        other.begun();
        assertThat(opened(other)).containsExactly(new Part.Split(Optional.empty()));
    }

    @Test
    void a_run_of_ids_begins_with_pages_of_them() {
        Office office = Office.listed().here("1", "2");
        Run run = office.begunOf(
                Stream.concat(Stream.of("7"), Stream.of(ids(1, 1500))).toArray(String[]::new));
        assertThat(opened(office))
                .extracting(part -> ((Part.Named) part).ids().size())
                .containsExactly(1000, 500);
        assertThat(run.tally().directory()).isEqualTo(2);
        assertThat(run.tally().expected()).isEqualTo(1500);
    }

    @Test
    void while_one_run_is_worked_on_no_other_begins() {
        Office office = Office.opened();
        Run run = office.begun();
        office.told.clear();
        assertThat(office.reconciler.begin(RunOrder.DEFAULT, List.of(), PERSON)).isEqualTo(new Decision.Busy(run));
        assertThat(office.told).isEmpty();
        office.cancelled(run);
        assertThat(office.reconciler.begin(RunOrder.DEFAULT, List.of(), PERSON)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void nor_is_another_applied() {
        Office office = Office.opened();
        Run ready = in(RunState.READY, office);
        Run other = office.begun();
        assertThat(Deed.APPLY.on(office, ready.id(), ANY)).isEqualTo(new Decision.Busy(other));
        assertThat(Deed.REJECT.on(office, ready.id(), ANY)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void workers_are_told_once_which_pages_became_open() {
        Office office = Office.opened().here("1");
        Run run = office.begun();
        assertThat(office.told).containsExactly(office.runs.openPages(9));
        office.cancelled(run);
        Run other = in(RunState.READY, office);
        Deed.APPLY.on(office, other.id(), ANY);
        assertThat(office.told).containsExactly(office.runs.openPages(9));
        assertThat(opened(office)).containsExactly(new Part.Applying(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(value = Deed.class, names = "APPLY", mode = EnumSource.Mode.EXCLUDE)
    void other_decisions_give_them_nothing_to_do(Deed deed) {
        Office office = Office.opened().here("1");
        Run run = in(deed.states().getFirst(), office);
        deed.on(office, run.id(), ANY);
        assertThat(office.told).allSatisfy(pages -> assertThat(pages).isEmpty());
        assertThat(office.runs.openPages(9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void whoever_approves_says_why(String reason) {
        Office office = Office.opened();
        Run run = in(RunState.HELD, office);
        assertThatThrownBy(() -> office.reconciler.approve(run.id(), ANY, PERSON, reason))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reason must");
        assertThat(office.now(run)).isEqualTo(run);
    }

    @Test
    void whoever_rejects_or_cancels_need_not_but_may_not_say_too_much() {
        Office office = Office.opened();
        Run held = in(RunState.HELD, office);
        assertThatThrownBy(() -> office.reconciler.reject(held.id(), ANY, PERSON, "x".repeat(1001)))
                .isInstanceOf(IllegalArgumentException.class);
        accepted(office.reconciler.reject(held.id(), ANY, PERSON, ""));
        Run calling = in(RunState.CALLING, office);
        assertThatThrownBy(() -> office.reconciler.cancel(calling.id(), ANY, PERSON, "\u0000"))
                .isInstanceOf(IllegalArgumentException.class);
        accepted(office.reconciler.cancel(calling.id(), ANY, PERSON, "x".repeat(1000)));
    }

    @ParameterizedTest
    @EnumSource(value = Deed.class, names = "CANCEL", mode = EnumSource.Mode.EXCLUDE)
    void a_plan_that_is_too_old_expires_when_somebody_decides_on_it(Deed deed) {
        Office office = Office.opened().here("1");
        Run run = in(deed.states().getFirst(), office);
        office.later(Office.MAX_AGE.plusMillis(1));
        assertThat(deed.on(office, run.id(), ANY)).isEqualTo(new Decision.Expired(office.now(run)));
        assertThat(office.now(run).acts().getLast())
                .isEqualTo(new Act(
                        RunState.EXPIRED, CLERK, NOON.plus(Office.MAX_AGE).plusMillis(1), "older than PT24H"));
        assertThat(deed.on(office, run.id(), ANY)).isInstanceOf(Decision.Unfit.class);
    }

    @ParameterizedTest
    @EnumSource(value = Deed.class, names = "CANCEL", mode = EnumSource.Mode.EXCLUDE)
    void a_plan_that_is_just_not_too_old_does_not(Deed deed) {
        Office office = Office.opened().here("1");
        Run run = in(deed.states().getFirst(), office);
        office.later(Office.MAX_AGE);
        assertThat(deed.on(office, run.id(), ANY)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_plan_does_not_become_younger_by_being_approved() {
        Office office = Office.opened();
        Run run = in(RunState.HELD, office);
        office.later(Duration.ofHours(23));
        Deed.APPROVE.on(office, run.id(), ANY);
        office.later(Duration.ofHours(2));
        assertThat(Deed.APPLY.on(office, run.id(), ANY)).isInstanceOf(Decision.Expired.class);
    }

    @Test
    void a_plan_that_is_being_applied_does_not_expire() {
        Office office = Office.opened();
        Run run = in(RunState.READY, office);
        Deed.APPLY.on(office, run.id(), ANY);
        office.later(Office.MAX_AGE.multipliedBy(2));
        assertThat(Deed.CANCEL.on(office, run.id(), ANY)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void whoever_finds_an_old_plan_decided_meanwhile_is_overtaken() {
        Office office = Office.opened();
        Run run = in(RunState.READY, office);
        office.later(Office.MAX_AGE.multipliedBy(2));
        office.before(
                "move", () -> assertThat(Deed.APPLY.on(office, run.id(), ANY)).isInstanceOf(Decision.Expired.class));
        assertThat(Deed.REJECT.on(office, run.id(), ANY)).isInstanceOf(Decision.Overtaken.class);
    }

    /** An office with a plan to update so many users. */
    private static Office planned(int users) throws InterruptedException {
        Office office = Office.opened().there(ids(1, users));
        office.here(Stream.of(ids(1, users)).map(id -> user(id, "Old")).toArray(User[]::new));
        office.run();
        return office;
    }

    @Test
    void if_drift_is_refused_the_users_are_named_and_nothing_is_applied() throws Exception {
        Office office = planned(3);
        office.here(user("2", "Bea"));
        office.removed("3");
        Run run = office.runs.find(1).orElseThrow();
        assertThat(office.reconciler.apply(1, ANY, Drift.REFUSE, CLERK))
                .isEqualTo(new Decision.Drifted(run, List.of(new UserId("2"), new UserId("3"))));
        assertThat(office.worked(run)).isEqualTo(run);
        assertThat(office.users()).containsExactly(user("1", "Old"), user("2", "Bea"));
    }

    @Test
    void of_many_who_drifted_a_hundred_are_named() throws Exception {
        Office office = planned(120);
        office.here(Stream.of(ids(11, 120)).map(id -> user(id, "New")).toArray(User[]::new));
        assertThat(((Decision.Drifted) office.reconciler.apply(1, ANY, Drift.REFUSE, CLERK)).users())
                .hasSize(100)
                .startsWith(new UserId("11"))
                .endsWith(new UserId("110"));
    }

    @Test
    void if_nobody_drifted_the_plan_is_applied_either_way() throws Exception {
        for (Drift drift : Drift.values()) {
            Office office = planned(2);
            Run run = accepted(office.reconciler.apply(1, ANY, drift, CLERK));
            assertThat(office.worked(run).state()).isEqualTo(RunState.APPLIED);
            assertThat(office.users()).containsExactly(user("1"), user("2"));
        }
    }

    @Test
    void runs_and_their_lines_can_be_read() throws Exception {
        Office office = planned(2);
        office.run();
        Reconciler reconciler = office.reconciler;
        assertThat(reconciler.page(Optional.empty(), ANY, 9))
                .extracting(Run::id)
                .containsExactly(2L, 1L);
        assertThat(reconciler.page(Optional.of(RunState.READY), OptionalLong.of(2), 9))
                .hasSize(1);
        assertThat(reconciler.lines(1, LineQuery.first(1)))
                .extracting(RunLine::id)
                .containsExactly(new UserId("1"));
        assertThat(reconciler.line(1, new UserId("2"))).isPresent();
        assertThat(reconciler.line(1, new UserId("3"))).isEmpty();
        assertThat(reconciler.sightings(new UserId("2"))).hasValue(Sightings.present(NOON));
        assertThat(reconciler.sightings(new UserId("3"))).isEmpty();
    }
}
