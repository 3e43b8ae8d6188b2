package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import java.time.Duration;
import java.util.List;

/**
 * A roll call that has ended.
 *
 * @param answers one for each id, in order
 * @param began before it began, a value of {@link System#nanoTime()}
 * @param isAlone whether no other roll call asked for the same ids
 */
record FinishedCall(List<Answer> answers, CallPolicy policy, long began, Duration elapsed, boolean isAlone) {
    /** Returns whether it reached its deadline. */
    boolean isLate() {
        return elapsed.compareTo(policy.deadline()) >= 0;
    }

    /** Returns by how much it overshot its deadline. */
    Duration overshoot() {
        return elapsed.minus(policy.deadline());
    }
}
