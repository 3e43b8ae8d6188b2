package dev.rollcall.http.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunSentenceTest {
    private static final RunOrder ORDER =
            new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.NEVER);

    private static Run run(Map<Line.Kind, Long> kinds, List<String> reasons, RunState... states) {
        return run(kinds, 0, 0, reasons, states);
    }

    private static Run run(
            Map<Line.Kind, Long> kinds, long applied, long skipped, List<String> reasons, RunState... states) {
        var counts = new LineCounts(kinds, 0, 0, 0, Map.of(), Map.of());
        List<Act> acts = Arrays.stream(states)
                .map(state -> new Act(state, new Actor("ann"), Instant.EPOCH))
                .toList();
        var tally = new RunTally(1000, 1000, counts, applied, skipped, true);
        return new Run(1, ORDER, acts, tally, reasons, List.of());
    }

    @Test
    void a_plan_is_told_in_full() {
        Map<Line.Kind, Long> kinds = Map.of(
                Line.Kind.CREATE, 12L,
                Line.Kind.UPDATE, 3L,
                Line.Kind.DEACTIVATE, 1L,
                Line.Kind.SAME, 900L,
                Line.Kind.UNDECIDED, 4L);
        assertThat(RunSentence.of(run(kinds, List.of(), RunState.READY)))
                .isEqualTo("The plan is ready: 12 users would be created, 3 updated, 1 deactivated;"
                        + " 4 are undecided and stay as they are.");
    }

    @Test
    void what_is_held_says_why_and_warns_of_removals_above_all() {
        assertThat(RunSentence.of(run(
                        Map.of(Line.Kind.DEACTIVATE, 120L),
                        List.of("deactivate: 120 lines, at most 50 (5 % of 1000 users) are allowed"),
                        RunState.HELD)))
                .isEqualTo("Held: deactivate: 120 lines, at most 50 (5 % of 1000 users) are allowed."
                        + " Approve it only if you know why so many are gone. In all, 120 users would be deactivated.");
        assertThat(RunSentence.of(run(Map.of(Line.Kind.UPDATE, 900L), List.of("update: 900 lines"), RunState.HELD)))
                .contains("know why so much changes");
    }

    @Test
    void what_ends_while_it_is_applied_says_what_was_made_by_then() {
        assertThat(RunSentence.of(run(
                        Map.of(Line.Kind.UPDATE, 9L),
                        4,
                        2,
                        List.of("the disk is full"),
                        RunState.APPLYING,
                        RunState.FAILED)))
                .isEqualTo(
                        "Failed: the disk is full. By then, 4 changes were made, and 2 were skipped, since the user had"
                                + " changed; the other 3 changes will not be made.");
        assertThat(RunSentence.of(run(Map.of(), List.of("no token"), RunState.CALLING, RunState.FAILED)))
                .isEqualTo("Failed: no token. Nothing was changed.");
    }

    @Test
    void what_was_applied_says_how_much_is_still_undecided() {
        assertThat(RunSentence.of(
                        run(Map.of(Line.Kind.UPDATE, 2L, Line.Kind.UNDECIDED, 1L), 1, 1, List.of(), RunState.APPLIED)))
                .isEqualTo("Applied: 1 change was made, and 1 was skipped, since the user had changed;"
                        + " 1 is undecided and stays as it is.");
    }

    @ParameterizedTest
    @EnumSource
    void every_state_has_a_sentence_and_a_colour(RunState state) {
        assertThat(RunSentence.of(run(Map.of(), List.of(), state))).matches("[A-Z].*[.]");
        assertThat(RunSentence.colour(state)).isIn("open", "present", "absent", "late", "failed");
    }
}
