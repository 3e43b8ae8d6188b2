package dev.rollcall.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Weeks of runs in bad weather, drawn at random: nobody who is there is ever removed, everybody who left is, and in the end both sides agree.
 * {@code -Drollcall.simulations=1000} draws more of them.
 */
final class SimulationTest {
    private static final int SEEDS = Integer.getInteger("rollcall.simulations", 60);
    private static final int DAYS = 14;

    /** Whoever left is deactivated, and deleted with the next run. */
    private static final Policy POLICY =
            Policy.DEFAULT.withRemovals(Policy.Removals.DELETE).withGrace(Duration.ZERO);

    private static final Reconciliation USUAL = new Reconciliation(POLICY, Soundness.DEFAULT, Limits.DEFAULT);

    private record Result(List<String> wrong, long removals, Map<RunState, Long> ends) {}

    private static Result live(Reconciliation rules, UnaryOperator<RemoteUsers> between) {
        List<String> wrong = new ArrayList<>();
        long removals = 0;
        Map<RunState, Long> ends = new EnumMap<>(RunState.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var simulation = new Simulation(seed, rules, between);
            simulation.live(DAYS);
            int number = seed;
            simulation.wrong().forEach(what -> wrong.add("seed %s: %s".formatted(number, what)));
            removals += simulation.removals();
            for (RunState state : RunState.values()) {
                ends.merge(state, simulation.ended(state), Long::sum);
            }
        }
        return new Result(wrong, removals, ends);
    }

    @Test
    void nobody_who_is_there_is_removed_and_in_the_end_both_sides_agree() {
        Result result = live(USUAL, UnaryOperator.identity());

        assertThat(result.wrong()).isEmpty();
        assertThat(result.removals()).isGreaterThan(5L * SEEDS);
        assertThat(result.ends().get(RunState.UNSOUND)).isPositive();
        assertThat(result.ends().get(RunState.REJECTED)).isPositive();
    }

    /** Shows that the simulation notices: with a guard off, somebody who is there is removed. */
    private static void fails(Reconciliation rules, UnaryOperator<RemoteUsers> between) {
        assertThat(live(rules, between).wrong()).anyMatch(what -> what.endsWith("who is there"));
    }

    @Test
    void without_several_runs_it_would_fail() {
        fails(
                new Reconciliation(
                        POLICY.withAbsence(new AbsenceRule(1, Duration.ZERO)), Soundness.DEFAULT, Limits.NONE),
                UnaryOperator.identity());
    }

    @Test
    void without_time_between_them_it_would_fail() {
        fails(
                new Reconciliation(
                        POLICY.withAbsence(new AbsenceRule(2, Duration.ZERO)), Soundness.DEFAULT, Limits.NONE),
                UnaryOperator.identity());
    }

    @Test
    void without_limits_it_would_fail() {
        fails(new Reconciliation(POLICY, Soundness.DEFAULT, Limits.NONE), UnaryOperator.identity());
    }

    @Test
    void if_silence_were_absence_it_would_fail() {
        fails(new Reconciliation(POLICY, Soundness.DEFAULT, Limits.NONE), SimulationTest::silenceIsAbsence);
    }

    private static RemoteUsers silenceIsAbsence(RemoteUsers remote) {
        return (roster, policy, listener) -> {
            RollCall call = remote.call(roster, policy, listener);
            List<Answer> answers = call.answers().stream()
                    .map(answer -> answer.isProven() ? answer : new Answer.Absent(answer.id(), Attempts.NONE))
                    .toList();
            return new RollCall(roster, answers, call.elapsed());
        };
    }
}
