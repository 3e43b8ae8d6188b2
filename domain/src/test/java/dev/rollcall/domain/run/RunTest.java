package dev.rollcall.domain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Returns a run that came into these states, one a minute, each by somebody else. */
    private static Run run(RunState... states) {
        List<Act> acts = new ArrayList<>();
        for (RunState state : states) {
            acts.add(new Act(state, new Actor("actor " + acts.size()), minute(acts.size())));
        }
        var counts = new LineCounts(Map.of(Line.Kind.UPDATE, 7L, Line.Kind.SAME, 5L), 12, 0, 0, Map.of(), Map.of());
        return new Run(1, RunOrder.DEFAULT, acts, new RunTally(20, 20, counts, 3, 2, true), List.of(), List.of());
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }

    @Test
    void its_last_act_is_its_state_and_their_number_its_version() {
        Run run = run(RunState.CALLING, RunState.HELD);
        assertThat(run.state()).isEqualTo(RunState.HELD);
        assertThat(run.version()).isEqualTo(2);
        assertThat(run.by()).isEqualTo(new Actor("actor 0"));
        assertThat(run.began()).isEqualTo(NOON);
    }

    @Test
    void the_plan_was_made_when_the_verdict_was_given_not_when_it_was_approved() {
        assertThat(run(RunState.CALLING).planned()).isEmpty();
        assertThat(run(RunState.CALLING, RunState.HELD, RunState.READY, RunState.APPLYING)
                        .planned())
                .hasValue(minute(1));
        assertThat(run(RunState.CALLING, RunState.UNSOUND).planned()).hasValue(minute(1));
        assertThat(run(RunState.CALLING, RunState.NOTHING_TO_DO).planned()).hasValue(minute(1));
        assertThat(run(RunState.CALLING, RunState.CANCELLED).planned()).isEmpty();
    }

    @Test
    void the_last_of_several_acts_counts() {
        Run run = run(RunState.CALLING, RunState.READY, RunState.HELD, RunState.READY);
        assertThat(run.lastAct(RunState.READY)).hasValue(run.acts().getLast());
        assertThat(run.lastAct(RunState.APPLYING)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void it_ended_if_nothing_more_can_become_of_it(RunState state) {
        boolean canGoOn = switch (state) {
            case CALLING, READY, HELD, APPLYING -> true;
            case NOTHING_TO_DO, UNSOUND, APPLIED, CANCELLED, REJECTED, EXPIRED, FAILED -> false;
        };
        assertThat(state.isEnd()).isNotEqualTo(canGoOn);
        assertThat(run(RunState.CALLING, state).ended()).isEqualTo(canGoOn ? Optional.empty() : Optional.of(minute(1)));
    }

    @Test
    void lines_that_were_neither_applied_nor_skipped_are_left() {
        assertThat(run(RunState.CALLING).left()).isEqualTo(2);
    }

    @Test
    void a_tally_adds_up_and_a_canary_that_failed_once_failed() {
        var one = new LineCounts(Map.of(Line.Kind.SAME, 1L), 1, 0, 0, Map.of(), Map.of());
        RunTally tally =
                RunTally.begin(9, 8).plus(one, false).plus(one, true).done(3, 1).done(1, 0);
        assertThat(tally)
                .isEqualTo(new RunTally(
                        9, 8, new LineCounts(Map.of(Line.Kind.SAME, 2L), 2, 0, 0, Map.of(), Map.of()), 4, 1, false));
    }

    @Test
    void a_part_is_done_while_the_run_calls_or_applies() {
        Stream<Part> calling = Stream.of(
                new Part.Listed(ListingPosition.BEGINNING),
                new Part.Split(Optional.empty()),
                new Part.Range(Optional.empty(), Optional.empty()),
                new Part.Named(List.of(new UserId("1"))),
                new Part.Settling(Optional.empty()));
        assertThat(calling).extracting(Part::state).containsOnly(RunState.CALLING);
        assertThat(new Part.Applying(Optional.empty()).state()).isEqualTo(RunState.APPLYING);
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void a_state_is_a_word_and_has_a_meaning(RunState state) {
        assertThat(state.word()).matches("[a-z]+(-[a-z]+)*");
        assertThat(RunState.of(state.word())).hasValue(state);
        assertThat(state.meaning()).endsWith(".");
        assertThat(state.isWorking()).isEqualTo(state == RunState.CALLING || state == RunState.APPLYING);
    }

    @Test
    void there_is_no_state_of_another_word() {
        assertThat(RunState.of("READY")).isEmpty();
    }

    @Test
    void a_reason_is_a_line_of_text() {
        assertThatThrownBy(() -> new Act(RunState.HELD, new Actor("a"), NOON, "x".repeat(Act.MAX_REASON + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Act(RunState.HELD, new Actor("a"), NOON, "a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Act(RunState.HELD, new Actor("a"), NOON).reason()).isEmpty();
    }
}
