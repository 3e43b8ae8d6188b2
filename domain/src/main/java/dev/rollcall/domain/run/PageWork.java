package dev.rollcall.domain.run;

import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Does the pages of runs, each on the calling thread. No transaction is open while the remote is asked. A page that is begun and not ended,
 * since the process died or the database was away, is simply done again; done twice, also at the same time, it comes to the same.
 *
 * <p>Safe for use by many threads, and by many processes on one database.
 */
public final class PageWork {
    private static final String VAIN =
            "Nobody answered so far, and too many answers are missing for the run to become sound:"
                    + " the rest wasn't asked.";

    private final Runs runs;
    private final ListReading list;
    private final NameCalling names;
    private final Settlement settlement;
    private final InstantSource clock;

    /**
     * Creates it.
     *
     * @param listing the remote's list of its users; empty if it has none
     * @param policy how the roll of a page is called
     * @param clock dates proofs and changes
     */
    public PageWork(
            Runs runs,
            Directory directory,
            RemoteUsers remote,
            Optional<? extends RemoteListing> listing,
            CallPolicy policy,
            InstantSource clock) {
        this.runs = runs;
        this.list = new ListReading(new Known(runs, directory), listing.map(given -> given), clock);
        this.names = new NameCalling(runs, directory, remote, policy.onlyFresh(), clock);
        this.settlement = new Settlement(runs, clock);
        this.clock = clock;
    }

    /**
     * Does a page. It does nothing if the page is done already, or its run isn't being worked on any more.
     *
     * @return the pages that became open by that
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the database can't be asked; the page can be done again
     * @throws InterruptedException if the calling thread was interrupted; the page can be done again
     */
    public List<RunPage> work(long run, int number) throws InterruptedException {
        Optional<RunPage> page = runs.openPage(run, number);
        if (page.isEmpty()) {
            return List.of();
        }
        return done(runs.find(run).orElseThrow(), page.get()).orElse(List.of());
    }

    private static boolean isVain(Run run) {
        RunTally tally = run.tally();
        return run.state() == RunState.CALLING
                && run.order().rules().soundness().isOutOfReach(tally.counts(), tally.expected());
    }

    private Optional<List<RunPage>> done(Run run, RunPage page) throws InterruptedException {
        if (isVain(run) && !(page.part() instanceof Part.Settling)) {
            return runs.called(page, Runs.Called.only(List.of()).warning(VAIN));
        }
        return switch (page.part()) {
            case Part.Listed listed -> runs.called(page, list.of(run, listed.position()));
            case Part.Split split -> runs.called(page, names.split(split.after()));
            case Part.Range range -> names.range(run, page, range).flatMap(found -> runs.called(page, found));
            case Part.Named named -> names.named(run, page, named.ids()).flatMap(found -> runs.called(page, found));
            case Part.Settling settling -> runs.settled(page, settlement.of(run, settling));
            case Part.Applying applying -> applied(run, page, applying);
        };
    }

    private Optional<List<RunPage>> applied(Run run, RunPage page, Part.Applying part) {
        var planned = new LineQuery(Set.of(), Optional.of(RunLine.State.PLANNED), part.after(), RunPage.MAX_USERS);
        List<RunLine> lines = runs.lines(run.id(), planned);
        Optional<Part> next = lines.size() < RunPage.MAX_USERS
                ? Optional.empty()
                : Optional.of(new Part.Applying(Optional.of(lines.getLast().place())));
        Act begin = run.lastAct(RunState.APPLYING).orElseThrow();
        var by = new Attribution(begin.by(), clock.instant(), OptionalLong.of(run.id()));
        return runs.applied(page, lines, by, next);
    }

    /**
     * Does all open pages, one after the other, until no run is being worked on. Where no scheduler does them.
     *
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the database can't be asked; it can be called again
     * @throws InterruptedException if the calling thread was interrupted; it can be called again
     */
    public void workAll() throws InterruptedException {
        for (List<RunPage> open = runs.openPages(1); !open.isEmpty(); open = runs.openPages(1)) {
            work(open.getFirst().run(), open.getFirst().number());
        }
    }
}
