package dev.rollcall.http.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunProgress;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunSheetTest {
    private static final Instant BEGIN = Instant.EPOCH;

    private static Run run(RunState state, long expected, Map<Line.Kind, Long> kinds, long applied, long skipped) {
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.NEVER);
        long answers = kinds.values().stream().mapToLong(Long::longValue).sum();
        var counts = new LineCounts(kinds, answers, 0, 0, Map.of(), Map.of());
        List<Act> acts = List.of(new Act(state, new Actor("ann"), BEGIN));
        return new Run(
                3, order, acts, new RunTally(1000, expected, counts, applied, skipped, true), List.of(), List.of());
    }

    private static RunSheet sheet(Run run, LineFilter filter) {
        return new RunSheet(run, RunProgress.of(run, BEGIN), filter, List.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void each_kind_that_occurs_is_a_link() {
        Run run = run(RunState.READY, 10, Map.of(Line.Kind.CREATE, 2L, Line.Kind.SAME, 8L), 0, 0);
        assertThat(sheet(run, LineFilter.ofKind("same")).kinds())
                .containsExactly(
                        new RunSheet.Part("create", 2, "present", "3?kind=create", false),
                        new RunSheet.Part("same", 8, "absent", "3?kind=same", true));
        assertThat(sheet(run, LineFilter.USUAL).all()).isEqualTo(10);
        assertThat(sheet(run, LineFilter.USUAL).states()).isEmpty();
    }

    @Test
    void once_lines_were_applied_each_state_is_a_link() {
        Run run = run(RunState.APPLYING, 10, Map.of(Line.Kind.CREATE, 9L), 4, 2);
        assertThat(sheet(run, LineFilter.ofState(RunLine.State.SKIPPED)).states())
                .extracting(RunSheet.Part::count, RunSheet.Part::isShown)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(4L, false),
                        org.assertj.core.groups.Tuple.tuple(2L, true),
                        org.assertj.core.groups.Tuple.tuple(3L, false));
    }
}
