package dev.rollcall.domain.run;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is done with runs without anybody asking: they begin on schedule, plans become too old, and what nobody needs is forgotten. Whoever calls
 * it knows when; doing something once more, also at the same time, does no harm.
 *
 * <p>Stateless, and as thread-safe as the runs. Every method blocks until the database answered, and throws
 * {@link dev.rollcall.domain.directory.DirectoryUnavailable} if it can't be asked.
 */
public final class Routine {
    /** Who begins a run on schedule. */
    public static final Actor SCHEDULE = new Actor(Actor.Kind.SYSTEM, "schedule");

    private static final int LINES = 5000;
    private static final int RUNS = 100;

    private final Runs runs;
    private final Directory directory;
    private final boolean isListed;
    private final RunOrder order;
    private final Keeping keeping;
    private final InstantSource clock;

    /**
     * How long something is kept.
     *
     * @param maxAge how long after it was made a plan can be applied
     * @param all how long after its end a run is kept. Its lines that were applied, and with them the run, are kept for ever, as the history is
     * @param same how long after the end of a run its lines of users who are the same on both sides are kept: most lines are such ones
     */
    public record Keeping(Duration maxAge, Duration all, Duration same) {}

    /**
     * Creates it.
     *
     * @param isListed whether the remote has a list of its users, which is read first
     * @param order what a run on schedule does
     * @param clock dates what is done
     */
    public Routine(
            Runs runs, Directory directory, boolean isListed, RunOrder order, Keeping keeping, InstantSource clock) {
        this.runs = runs;
        this.directory = directory;
        this.isListed = isListed;
        this.order = order;
        this.keeping = keeping;
        this.clock = clock;
    }

    /** Begins a run over the whole directory, unless another one is being worked on. */
    public Runs.Start begin() {
        long users = directory.count(Query.first(1));
        var begin = new Act(RunState.CALLING, SCHEDULE, clock.instant());
        return runs.begin(order, begin, RunTally.begin(users, users), Part.ofDirectory(isListed));
    }

    /** Ends plans that are too old, and forgets what isn't kept any longer, in many small transactions. */
    public void tidy() {
        expire(RunState.READY);
        expire(RunState.HELD);
        Instant now = clock.instant();
        while (runs.forget(Runs.Remains.DIFFERENCES, now.minus(keeping.same()), LINES)) {}
        boolean isAnyForgotten = false;
        while (runs.forget(Runs.Remains.CHANGES, now.minus(keeping.all()), LINES)) {
            isAnyForgotten = true;
        }
        if (isAnyForgotten) { // else nobody is known by a run that is forgotten: to look for them reads all
            while (runs.forgetSightings(now.minus(keeping.all()), LINES) > 0) {}
        }
    }

    private void expire(RunState waiting) {
        Instant now = clock.instant();
        OptionalLong before = OptionalLong.empty();
        List<Run> page;
        do {
            page = runs.page(Optional.of(waiting), before, RUNS);
            for (Run run : page) {
                if (run.isTooOld(keeping.maxAge(), now)) {
                    runs.move(run.id(), run.version(), run.expiry(keeping.maxAge(), now), List.of());
                }
                before = OptionalLong.of(run.id());
            }
        } while (page.size() == RUNS);
    }
}
