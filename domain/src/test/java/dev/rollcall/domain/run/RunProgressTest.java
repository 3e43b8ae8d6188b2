package dev.rollcall.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunProgressTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Actor ZOE = new Actor("zoe");

    /** A run over 100 users, which had this many answers, all of them to be created, and then came into the last of these states. */
    private static Run run(long answers, long applied, RunState... states) {
        List<Act> acts =
                Arrays.stream(states).map(state -> new Act(state, ZOE, NOW)).toList();
        var counts = new LineCounts(Map.of(Line.Kind.CREATE, answers), answers, 0, 0, Map.of(), Map.of());
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.NEVER);
        var tally = new RunTally(100, 100, counts, applied, 0, true);
        return new Run(7, order, acts, tally, List.of(), List.of());
    }

    private static Optional<RunProgress> after(long seconds, Run run) {
        return RunProgress.of(run, NOW.plusSeconds(seconds));
    }

    @Test
    void while_the_remote_is_asked_answers_count() {
        assertThat(after(10, run(25, 0, RunState.CALLING)))
                .hasValue(new RunProgress(25, 100, Optional.of(new RunProgress.Pace(2.5, Duration.ofSeconds(30)))));
    }

    @Test
    void while_the_plan_is_applied_lines_count() {
        assertThat(after(10, run(50, 20, RunState.CALLING, RunState.READY, RunState.APPLYING)))
                .hasValue(new RunProgress(20, 50, Optional.of(new RunProgress.Pace(2, Duration.ofSeconds(15)))));
    }

    @Test
    void nothing_is_said_of_the_rate_before_something_is_done_or_if_the_clock_went_back() {
        assertThat(after(10, run(0, 0, RunState.CALLING))).hasValue(new RunProgress(0, 100, Optional.empty()));
        assertThat(after(-10, run(5, 0, RunState.CALLING))).hasValue(new RunProgress(5, 100, Optional.empty()));
    }

    @Test
    void there_is_never_less_to_do_than_is_done() {
        assertThat(after(10, run(200, 0, RunState.CALLING)))
                .hasValue(new RunProgress(200, 200, Optional.of(new RunProgress.Pace(20, Duration.ZERO))));
    }

    @Test
    void a_run_that_is_not_worked_on_has_none() {
        assertThat(after(10, run(50, 0, RunState.CALLING, RunState.HELD))).isEmpty();
    }

    @Test
    void it_is_told_in_words() {
        assertThat(after(10, run(25, 0, RunState.CALLING)).orElseThrow().inWords())
                .isEqualTo("25 of 100, 3 a second, about 30 seconds left");
        assertThat(after(1000, run(25, 0, RunState.CALLING)).orElseThrow().inWords())
                .isEqualTo("25 of 100, about 50 minutes left");
        assertThat(after(10, run(0, 0, RunState.CALLING)).orElseThrow().inWords())
                .isEqualTo("0 of 100");
    }
}
