package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunLineTest {
    private static final UserId ID = new UserId("1");
    private static final User ANN = new User(ID, "Ann", "ann@example.org");
    private static final User ANNE = new User(ID, "Anne", "ann@example.org");
    private static final User INACTIVE = ANN.with(Map.of(UserField.ACTIVE, "false"));
    private static final Entry ENTRY = new Entry(ANN, 7, NOON);
    private static final Entry INACTIVE_ENTRY = new Entry(INACTIVE, 7, NOON);
    private static final Attempts TWO = new Attempts(2, Duration.ZERO, Duration.ofSeconds(1));
    private static final Proof PRESENT = Proof.called(new Answer.Present(ANN, TWO), NOON);
    private static final Proof ABSENT = Proof.called(new Answer.Absent(ID, TWO), NOON);
    private static final Proof LATE = Proof.called(new Answer.Late(ID, TWO), NOON);
    private static final Proof FAILED = Proof.called(new Answer.Failed(ID, Answer.Reason.STATUS, "503", TWO), NOON);

    /** Returns a line of a kind, with this proof. */
    private static Line line(Line.Kind kind, Proof proof) {
        return switch (kind) {
            case CREATE -> new Line.Create(ANN, proof);
            case UPDATE -> new Line.Update(ENTRY, ANNE, proof);
            case DEACTIVATE -> new Line.Deactivate(ENTRY, INACTIVE, proof);
            case REACTIVATE -> new Line.Reactivate(INACTIVE_ENTRY, ANN, proof);
            case DELETE -> new Line.Delete(INACTIVE_ENTRY, proof);
            case SAME -> new Line.Same(ENTRY, proof);
            case JOINER -> new Line.Joiner(ANN, proof);
            case WATCHED -> new Line.Watched(ENTRY, 1, 2, NOON, proof);
            case LOCAL -> new Line.Local(ENTRY, proof);
            case PROTECTED -> new Line.Protected(ENTRY, Line.Kind.DEACTIVATE, proof);
            case UNDECIDED -> new Line.Undecided("no answer before the deadline", proof);
        };
    }

    private static RunLine of(Line.Kind kind, Proof proof) {
        return RunLine.of(line(kind, proof));
    }

    @ParameterizedTest
    @EnumSource(Line.Kind.class)
    void a_line_is_planned_if_it_changes_the_directory(Line.Kind kind) {
        RunLine line = of(kind, ABSENT);
        assertThat(line.kind()).isEqualTo(kind);
        assertThat(line.id()).isEqualTo(ID);
        assertThat(line.proof()).isEqualTo(ABSENT);
        assertThat(line.state()).isEqualTo(kind.isAction() ? Optional.of(RunLine.State.PLANNED) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Line.Kind.class)
    void it_keeps_the_user_before_and_after_if_it_changes_one(Line.Kind kind) {
        RunLine line = of(kind, PRESENT);
        Optional<Line.Action> action = Optional.of(line(kind, PRESENT))
                .filter(Line.Action.class::isInstance)
                .map(Line.Action.class::cast);
        assertThat(line.before()).isEqualTo(action.flatMap(Line.Action::before).map(Entry::user));
        assertThat(line.after()).isEqualTo(action.flatMap(Line.Action::after));
        assertThat(line.version()).isEqualTo(line.before().isPresent() ? OptionalLong.of(7) : OptionalLong.empty());
        assertThat(line.fields()).isEqualTo(action.map(Line.Action::fields).orElse(List.of()));
    }

    @Test
    void a_note_says_what_the_rest_does_not() {
        assertThat(of(Line.Kind.UNDECIDED, LATE).note()).isEqualTo("no answer before the deadline");
        assertThat(of(Line.Kind.WATCHED, ABSENT).note()).isEqualTo("absent in 1 of 2 runs since 2026-03-01T12:00:00Z");
        assertThat(of(Line.Kind.PROTECTED, ABSENT).note()).isEqualTo("deactivate, but the user is protected");
        assertThat(of(Line.Kind.LOCAL, ABSENT).note()).isEqualTo("the remote never knew the user");
        assertThat(List.of(Line.Kind.CREATE, Line.Kind.UPDATE, Line.Kind.DELETE, Line.Kind.SAME, Line.Kind.JOINER))
                .allSatisfy(kind -> assertThat(of(kind, PRESENT).note()).isEmpty());
    }

    @Test
    void of_a_user_who_is_the_same_what_the_remote_told_is_not_kept_twice() {
        User bare = new User(ID, Map.of());
        assertThat(of(Line.Kind.SAME, PRESENT).proof().answer()).isEqualTo(new Answer.Present(bare, TWO));
        assertThat(of(Line.Kind.SAME, ABSENT).proof()).isEqualTo(ABSENT);
        assertThat(of(Line.Kind.JOINER, PRESENT).proof()).isEqualTo(PRESENT);
    }

    @Test
    void fields_are_those_that_change_in_their_order() {
        User other = ANN.with(Map.of(UserField.EMAIL, "", UserField.NAME, "Anne", UserField.attribute("room"), "7"));
        assertThat(RunLine.of(new Line.Update(ENTRY, other, PRESENT)).fields())
                .containsExactly(UserField.NAME, UserField.EMAIL, UserField.attribute("room"));
        assertThat(of(Line.Kind.CREATE, PRESENT).fields()).containsExactly(UserField.NAME, UserField.EMAIL);
        assertThat(of(Line.Kind.DEACTIVATE, ABSENT).fields()).containsExactly(UserField.ACTIVE);
        assertThat(of(Line.Kind.DELETE, ABSENT).fields())
                .containsExactly(UserField.NAME, UserField.EMAIL, UserField.ACTIVE);
    }

    @Test
    void lines_are_in_the_order_of_ids() {
        var ten = new User(new UserId("10"), "", "");
        RunLine last = RunLine.of(new Line.Create(ten, Proof.listed(ten, NOON)));
        assertThat(of(Line.Kind.SAME, ABSENT).place()).isLessThan(last.place());
    }

    @Test
    void a_user_who_is_as_planned_did_not_drift() {
        assertThat(of(Line.Kind.UPDATE, PRESENT).drift(Optional.of(ENTRY))).isEmpty();
        assertThat(of(Line.Kind.CREATE, PRESENT).drift(Optional.empty())).isEmpty();
    }

    @Test
    void a_user_who_was_changed_removed_or_created_meanwhile_drifted() {
        assertThat(of(Line.Kind.UPDATE, PRESENT).drift(Optional.of(new Entry(ANN, 8, NOON))))
                .hasValue("the user changed meanwhile");
        assertThat(of(Line.Kind.DELETE, ABSENT).drift(Optional.empty())).hasValue("the user was removed meanwhile");
        assertThat(of(Line.Kind.CREATE, PRESENT).drift(Optional.of(ENTRY))).hasValue("the user was created meanwhile");
    }

    @Test
    void a_line_is_applied_unless_the_user_drifted() {
        RunLine planned = of(Line.Kind.UPDATE, PRESENT);
        RunLine applied = planned.appliedTo(Optional.of(ENTRY));
        assertThat(applied.state()).hasValue(RunLine.State.APPLIED);
        assertThat(applied.note()).isEmpty();
        RunLine skipped = planned.appliedTo(Optional.empty());
        assertThat(skipped.state()).hasValue(RunLine.State.SKIPPED);
        assertThat(skipped.note()).isEqualTo("the user was removed meanwhile");
        assertThat(List.of(applied, skipped)).allSatisfy(line -> {
            assertThat(line.before()).hasValue(ANN);
            assertThat(line.after()).hasValue(ANNE);
            assertThat(line.proof()).isEqualTo(PRESENT);
        });
    }

    private static final Sightings SEEN = Sightings.present(NOON).after(ABSENT);
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void of_a_deleted_user_nothing_is_remembered() {
        assertThat(of(Line.Kind.DELETE, ABSENT).sightingsAfter(SEEN, LATER)).isEmpty();
    }

    @Test
    void who_is_deactivated_for_being_gone_is_remembered_for_it() {
        assertThat(of(Line.Kind.DEACTIVATE, ABSENT).sightingsAfter(SEEN, LATER)).hasValue(SEEN.deactivated(LATER));
    }

    @Test
    void who_is_deactivated_being_inactive_on_the_remote_is_not() {
        assertThat(of(Line.Kind.DEACTIVATE, PRESENT).sightingsAfter(SEEN, LATER))
                .hasValue(SEEN);
    }

    @Test
    void other_changes_leave_what_is_remembered() {
        assertThat(of(Line.Kind.CREATE, PRESENT).sightingsAfter(SEEN, LATER)).hasValue(SEEN);
        assertThat(of(Line.Kind.UPDATE, PRESENT).sightingsAfter(SEEN, LATER)).hasValue(SEEN);
    }

    @ParameterizedTest
    @EnumSource(Line.Kind.class)
    void in_an_unsound_run_no_line_rests_on_an_absence(Line.Kind kind) {
        RunLine line = of(kind, ABSENT);
        boolean isKept = switch (kind) {
            case SAME, JOINER, LOCAL, PROTECTED, UNDECIDED -> true;
            case CREATE, UPDATE, DEACTIVATE, REACTIVATE, DELETE, WATCHED -> false;
        };
        RunLine undecided = new RunLine(
                Line.Kind.UNDECIDED,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                ABSENT,
                "absent, but the run isn't sound");
        assertThat(line.ofUnsoundRun()).isEqualTo(isKept ? line : undecided);
    }

    @ParameterizedTest
    @EnumSource(Line.Kind.class)
    void in_an_unsound_run_lines_of_other_outcomes_stay(Line.Kind kind) {
        for (Proof proof : List.of(PRESENT, LATE, FAILED)) {
            assertThat(of(kind, proof).ofUnsoundRun()).isEqualTo(of(kind, proof));
        }
    }

    @Test
    void only_a_proven_absence_is_one() {
        assertThat(of(Line.Kind.DEACTIVATE, ABSENT).isOfAbsence()).isTrue();
        assertThat(List.of(PRESENT, LATE, FAILED))
                .noneMatch(proof -> of(Line.Kind.UNDECIDED, proof).isOfAbsence());
    }

    @Test
    void states_are_words() {
        assertThat(RunLine.State.values())
                .allSatisfy(state -> assertThat(RunLine.State.of(state.word())).hasValue(state));
        assertThat(RunLine.State.of("lost")).isEmpty();
    }
}
