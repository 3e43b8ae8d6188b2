package dev.rollcall.db.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends a page of a run in the transaction of a connection. If the page isn't open any more, it does nothing. For one thread.
 *
 * <p>Many pages of a run that is calling may end at once. So each locks its own page first, and the run last: whoever finds no open page
 * then ended the last one. A run that is applying has one page, and is locked first.
 */
public final class PageEnd {
    private final Connection connection;
    private final PageTable pages;
    private final LineTable lines;
    private final SightingTable sightings;
    private final String putSighting;

    /**
     * Creates it.
     *
     * @param putSighting the statement of {@link SightingTable#put}
     */
    public PageEnd(Connection connection, String putSighting) {
        this.connection = connection;
        this.pages = new PageTable(connection);
        this.lines = new LineTable(connection);
        this.sightings = new SightingTable(connection);
        this.putSighting = putSighting;
    }

    /** Does {@link Runs#called}. */
    public Optional<List<RunPage>> called(RunPage page, Runs.Called found) throws SQLException {
        Optional<Long> version = closed(page);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        lines.insert(page.run(), found.lines());
        sightings.put(putSighting, found.sightings());
        Optional<LockedRun> locked = locked(page, version.get());
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        List<Part> next = found.next().isEmpty() && !locked.get().hasOpenPages()
                ? List.of(new Part.Settling(Optional.empty()))
                : found.next();
        return Optional.of(locked.get().become(after(locked.get().run(), found), next));
    }

    private Optional<Long> closed(RunPage page) throws SQLException {
        Optional<Long> version = pages.version(page.run());
        return version.isPresent() && pages.close(page, version.get()) ? version : Optional.empty();
    }

    /** Locks the run; if it came into another version meanwhile, it takes everything back. */
    private Optional<LockedRun> locked(RunPage page, long version) throws SQLException {
        Optional<LockedRun> locked = LockedRun.of(connection, page.run(), version);
        if (locked.isEmpty()) {
            connection.rollback();
        }
        return locked;
    }

    private static Run after(Run run, Runs.Called found) {
        List<String> warnings = Stream.concat(run.warnings().stream(), found.warnings().stream())
                .distinct()
                .limit(Run.MAX_WARNINGS)
                .toList();
        RunTally tally = run.tally().plus(found.counts(), found.canariesHeld());
        return new Run(run.id(), run.order(), run.acts(), tally, run.reasons(), warnings);
    }

    /** Does {@link Runs#settled}. */
    public Optional<List<RunPage>> settled(RunPage page, Runs.Settled result) throws SQLException {
        Optional<Long> version = closed(page);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        lines.update(page.run(), result.lines());
        sightings.put(putSighting, result.sightings());
        Optional<LockedRun> locked = locked(page, version.get());
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        Run run = locked.get().run();
        RunTally tally = run.tally().plus(result.counts(), true);
        Run next = new Run(run.id(), run.order(), joined(run, result.acts()), tally, result.reasons(), run.warnings());
        return Optional.of(locked.get().become(next, result.next().stream().toList()));
    }

    private static List<Act> joined(Run run, List<Act> more) {
        return Stream.concat(run.acts().stream(), more.stream()).toList();
    }

    /** Changes users. */
    @FunctionalInterface
    public interface Users {
        /** Does what the lines say, and returns what became of each of them. */
        List<RunLine> change(List<RunLine> planned) throws SQLException;
    }

    /** Does {@link Runs#applied}. */
    public Optional<List<RunPage>> applied(
            RunPage page, List<RunLine> planned, Users users, Attribution by, Optional<Part> next) throws SQLException {
        Optional<Long> version = pages.version(page.run());
        Optional<LockedRun> locked =
                version.isEmpty() ? Optional.empty() : LockedRun.of(connection, page.run(), version.get());
        if (locked.isEmpty() || !pages.close(page, version.orElseThrow())) {
            return Optional.empty();
        }
        List<RunLine> done = users.change(planned);
        List<RunLine> applied = done.stream()
                .filter(line -> line.state().equals(Optional.of(RunLine.State.APPLIED)))
                .toList();
        lines.apply(page.run(), done);
        remember(applied, by);
        Run run = locked.get().run();
        RunTally tally = run.tally().done(applied.size(), done.size() - applied.size());
        List<Act> acts = next.isPresent() ? List.of() : List.of(new Act(RunState.APPLIED, by.by(), by.at()));
        Run after = new Run(run.id(), run.order(), joined(run, acts), tally, run.reasons(), run.warnings());
        return Optional.of(locked.get().become(after, next.stream().toList()));
    }

    private void remember(List<RunLine> applied, Attribution by) throws SQLException {
        Map<UserId, Sightings> before =
                sightings.find(applied.stream().map(RunLine::id).toList());
        Map<UserId, Sightings> after = new HashMap<>();
        List<UserId> gone = new ArrayList<>();
        for (RunLine line : applied) {
            Sightings seen = before.getOrDefault(line.id(), Sightings.NONE);
            Optional<Sightings> next = line.sightingsAfter(seen, by.at());
            if (next.isEmpty()) {
                gone.add(line.id());
            } else if (!next.get().equals(seen)) {
                after.put(line.id(), next.get());
            }
        }
        sightings.put(putSighting, after);
        sightings.remove(gone);
    }
}
