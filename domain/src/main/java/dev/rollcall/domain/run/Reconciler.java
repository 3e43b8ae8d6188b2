package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The use cases of reconciliation: what people do with runs. Every method blocks until the database answered; the remote is asked, and the
 * plan applied, by {@link PageWork}.
 *
 * <p>Stateless, and as thread-safe as the runs. Every method throws {@link dev.rollcall.domain.directory.DirectoryUnavailable} if the database
 * can't be asked.
 */
public final class Reconciler {
    private final Runs runs;
    private final Directory directory;
    private final boolean isListed;
    private final Duration maxAge;
    private final Workers workers;
    private final InstantSource clock;

    /** Whoever does the work, now or soon. */
    @FunctionalInterface
    public interface Workers {
        /** Has pages that became open {@linkplain PageWork done}. */
        void soon(List<RunPage> pages);

        /** Returns when they begin the next run by themselves; empty if they don't. */
        default Optional<Instant> nextRun() {
            return Optional.empty();
        }
    }

    /**
     * Creates it.
     *
     * @param isListed whether the remote has a list of its users, which is read first
     * @param maxAge how long after it was made a plan can be applied
     * @param workers whoever does the work
     * @param clock dates what is done
     */
    public Reconciler(
            Runs runs, Directory directory, boolean isListed, Duration maxAge, Workers workers, InstantSource clock) {
        this.runs = runs;
        this.directory = directory;
        this.isListed = isListed;
        this.maxAge = maxAge;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Begins a run.
     *
     * @param ids whom to call, where the order is about {@linkplain RunOrder.RosterKind#IDS ids}; an id that is given twice is called once
     * @param by who begins it
     * @return {@link Decision.Accepted} or {@link Decision.Busy}
     */
    public Decision begin(RunOrder order, List<UserId> ids, Actor by) {
        long users = directory.count(Query.first(1));
        var begin = new Act(RunState.CALLING, by, clock.instant());
        if (order.roster() == RunOrder.RosterKind.DIRECTORY) {
            return decided(runs.begin(order, begin, RunTally.begin(users, users), Part.ofDirectory(isListed)));
        }
        Roster roster = Roster.of(ids);
        return decided(runs.begin(order, begin, RunTally.begin(users, roster.size()), Part.ofIds(roster)));
    }

    private Decision decided(Runs.Start start) {
        return switch (start) {
            case Runs.Start.Done done -> {
                workers.soon(done.pages());
                yield new Decision.Accepted(done.run());
            }
            case Runs.Start.Busy busy -> new Decision.Busy(busy.other());
            case Runs.Start.Overtaken overtaken -> new Decision.Overtaken(overtaken.run());
        };
    }

    /** Returns the run; empty if there is none with this number. */
    public Optional<Run> find(long id) {
        return runs.find(id);
    }

    /**
     * Returns runs, latest first.
     *
     * @param state only runs in this state; empty for all
     * @param before only runs with a smaller number; empty for the latest ones
     * @param limit the maximum number, at least 1
     */
    public List<Run> page(Optional<RunState> state, OptionalLong before, int limit) {
        return runs.page(state, before, limit);
    }

    /** Returns lines of a run in the order of ids; none if there is no such run. */
    public List<RunLine> lines(long run, LineQuery query) {
        return runs.lines(run, query);
    }

    /** Returns the line of a user; empty if the run has none. */
    public Optional<RunLine> line(long run, UserId id) {
        return runs.line(run, id);
    }

    /** Returns when the next run begins by itself; empty if none does. */
    public Optional<Instant> nextRun() {
        return workers.nextRun();
    }

    /** Returns what the last runs have seen of a user; empty if none has seen anything. */
    public Optional<Sightings> sightings(UserId id) {
        return Optional.ofNullable(runs.sightings(Set.of(id)).get(id));
    }

    /**
     * Applies a plan that is ready, exactly as it is.
     *
     * @param version the version that the decision was made on; empty for any
     * @param by who applies it
     */
    public Decision apply(long id, OptionalLong version, Drift drift, Actor by) {
        return decide(id, version, Set.of(RunState.READY), run -> {
            List<UserId> drifted = drift == Drift.REFUSE ? runs.drifted(id, Decision.Drifted.MAX_NAMED) : List.of();
            return drifted.isEmpty()
                    ? move(run, RunState.APPLYING, by, "", List.of(new Part.Applying(Optional.empty())))
                    : new Decision.Drifted(run, drifted);
        });
    }

    /**
     * Approves a plan that is held, which is ready then.
     *
     * @param version the version that the decision was made on; empty for any
     * @param by who approves it
     * @param reason why, 1 to {@value Act#MAX_REASON} characters
     * @throws IllegalArgumentException if the reason is empty, too long or has control characters
     */
    public Decision approve(long id, OptionalLong version, Actor by, String reason) {
        Text.checked("reason", reason, 1, Act.MAX_REASON);
        return decide(id, version, Set.of(RunState.HELD), run -> move(run, RunState.READY, by, reason, List.of()));
    }

    /**
     * Rejects a plan, which nobody can apply then.
     *
     * @param version the version that the decision was made on; empty for any
     * @param by who rejects it
     * @param reason why; may be empty
     * @throws IllegalArgumentException if the reason is too long or has control characters
     */
    public Decision reject(long id, OptionalLong version, Actor by, String reason) {
        Set<RunState> waiting = Set.of(RunState.READY, RunState.HELD);
        return decide(id, version, waiting, run -> move(run, RunState.REJECTED, by, reason, List.of()));
    }

    /**
     * Ends a run that is being worked on. What was applied by then stays.
     *
     * @param version the version that the decision was made on; empty for any
     * @param by who ends it
     * @param reason why; may be empty
     * @throws IllegalArgumentException if the reason is too long or has control characters
     */
    public Decision cancel(long id, OptionalLong version, Actor by, String reason) {
        Set<RunState> working = Set.of(RunState.CALLING, RunState.APPLYING);
        return decide(id, version, working, run -> move(run, RunState.CANCELLED, by, reason, List.of()));
    }

    private Decision decide(long id, OptionalLong version, Set<RunState> states, Function<Run, Decision> decision) {
        Optional<Run> found = runs.find(id);
        if (found.isEmpty()) {
            return new Decision.Unknown();
        }
        Run run = found.get();
        if (version.isPresent() && version.getAsLong() != run.version()) {
            return new Decision.Overtaken(run);
        }
        if (!states.contains(run.state())) {
            return new Decision.Unfit(run);
        }
        return run.isTooOld(maxAge, clock.instant()) ? expire(run) : decision.apply(run);
    }

    private Decision expire(Run run) {
        Decision moved = decided(runs.move(run.id(), run.version(), run.expiry(maxAge, clock.instant()), List.of()));
        return moved instanceof Decision.Accepted accepted ? new Decision.Expired(accepted.run()) : moved;
    }

    private Decision move(Run run, RunState state, Actor by, String reason, List<Part> next) {
        return decided(runs.move(run.id(), run.version(), new Act(state, by, clock.instant(), reason), next));
    }
}
