package dev.rollcall.domain.run;

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
public record RunProgress(long done, long total, Optional<Pace> pace) {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    /**
     * How fast a run is.
     *
     * @param perSecond how many are done in a second, on average since it came into its state
     * @param left how long it will take at that rate
     */
    public record Pace(double perSecond, Duration left) {}

    /** Returns the progress of a run; empty unless it is being worked on. */
    public static Optional<RunProgress> of(Run run, Instant now) {
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

    /** Returns it in words, such as {@code 812 of 1000, 40 a second, about 5 seconds left}. */
    public String inWords() {
        String rate = pace.filter(known -> Math.round(known.perSecond()) > 0)
                .map(known -> ", %s a second".formatted(Math.round(known.perSecond())))
                .orElse("");
        String left = pace.map(known -> ", about %s left".formatted(inWords(known.left())))
                .orElse("");
        return "%s of %s%s%s".formatted(done, total, rate, left);
    }

    private static String inWords(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 2 * MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return seconds < 2 * HOUR ? seconds / MINUTE + " minutes" : seconds / HOUR + " hours";
    }
}
