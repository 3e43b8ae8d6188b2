package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run is in what it is doing.
 *
 * @param done the number of answers so far; while it is applied, of lines that were applied or skipped
 * @param total how many of them there will be, as far as is known; never less than are done
 * @param pace how fast it is; empty until something is done
 */
record RunProgress(long done, long total, Optional<Pace> pace) {
    /**
     * How fast a run is.
     *
     * @param perSecond how many are done in a second, on average since it came into its state
     * @param left how long it will take at that rate
     */
    record Pace(double perSecond, Duration left) {}

    /** Returns the progress of a run; empty unless it is being worked on. */
    static Optional<RunProgress> of(Run run, Instant now) {
        if (!run.state().isWorking()) {
            return Optional.empty();
        }
        boolean isCalling = run.state() == RunState.CALLING;
        long done = isCalling
                ? run.tally().counts().answers()
                : run.tally().applied() + run.tally().skipped();
        long expected =
                isCalling ? run.tally().expected() : run.tally().counts().changes();
        long total = Math.max(done, expected);
        Duration elapsed = Duration.between(run.acts().getLast().at(), now);
        return Optional.of(new RunProgress(done, total, pace(done, total - done, elapsed)));
    }

    private static Optional<Pace> pace(long done, long rest, Duration elapsed) {
        if (done == 0 || !elapsed.isPositive()) {
            return Optional.empty();
        }
        double perSecond = done * 1000.0 / Math.max(1, elapsed.toMillis());
        return Optional.of(new Pace(perSecond, Duration.ofSeconds((long) Math.ceil(rest / perSecond))));
    }
}
