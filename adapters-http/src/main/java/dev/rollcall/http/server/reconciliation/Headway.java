package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run is in the state in which it is worked on.
 *
 * @param done how many are done: users who are called, or changes that are applied or skipped
 * @param total how many there are, as far as is known; never fewer than are done
 * @param elapsed the time since it came into the state
 */
record Headway(long done, long total, Duration elapsed) {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    /** Returns how far the run is at a moment. */
    static Headway of(Run run, Instant now) {
        RunTally tally = run.tally();
        Act last = run.acts().getLast();
        boolean isApplying = last.state() == RunState.APPLYING;
        long done =
                isApplying ? tally.applied() + tally.skipped() : tally.counts().answers();
        long total = isApplying ? tally.counts().changes() : tally.expected();
        Duration since = Duration.between(last.at(), now);
        return new Headway(done, Math.max(done, total), since.isNegative() ? Duration.ZERO : since);
    }

    /** Returns how many are done in a second, on average. */
    private double perSecond() {
        return elapsed.isZero() ? 0 : done / (elapsed.toMillis() / 1000.0);
    }

    /** Returns the time that the rest takes at the same rate; empty if that isn't known. */
    private Optional<Duration> left() {
        double rate = perSecond();
        return rate > 0 ? Optional.of(Duration.ofSeconds((long) Math.ceil((total - done) / rate))) : Optional.empty();
    }

    /** Returns it in words, such as {@code 812 of 1000, 40 a second, about 5 seconds left}. */
    String words() {
        String rate = Math.round(perSecond()) > 0 ? ", %s a second".formatted(Math.round(perSecond())) : "";
        return "%s of %s%s%s"
                .formatted(
                        done,
                        total,
                        rate,
                        left().map(time -> ", about " + words(time) + " left").orElse(""));
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 2 * MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return seconds < 2 * HOUR ? seconds / MINUTE + " minutes" : seconds / HOUR + " hours";
    }
}
