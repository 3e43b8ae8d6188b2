package dev.rollcall.domain.contract;

import static java.util.stream.Collectors.toSet;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs in memory, over a directory in memory, for tests of users of the port. They meet the same contract as those in a database. */
public final class MapRuns implements Runs {
    private final MapDirectory directory;
    private final SortedMap<Long, Kept> all = new TreeMap<>();
    private final Map<UserId, Sightings> sightings = new HashMap<>();
    private long last;

    /** Creates it over the directory to which plans are applied. */
    public MapRuns(MapDirectory directory) {
        this.directory = directory;
    }

    private static final class Kept {
        private Run run;
        private final SortedMap<Integer, RunPage> open = new TreeMap<>();
        private int pages;
        private final SortedMap<Place, RunLine> lines = new TreeMap<>();
        private Optional<Remains> remains = Optional.empty();

        private Kept(Run run) {
            this.run = run;
        }

        private List<RunPage> open(List<Part> parts) {
            List<RunPage> opened = new ArrayList<>();
            for (Part part : parts) {
                pages++;
                opened.add(new RunPage(run.id(), pages, part));
            }
            opened.forEach(page -> open.put(page.number(), page));
            return opened;
        }

        private void put(List<RunLine> changed) {
            changed.forEach(line -> lines.put(line.place(), line));
        }

        private void tally(RunTally tally, List<String> reasons, List<String> warnings) {
            run = new Run(run.id(), run.order(), run.acts(), tally, reasons, warnings);
        }

        private void act(List<Act> acts) {
            List<Act> more = Stream.concat(run.acts().stream(), acts.stream()).toList();
            run = new Run(run.id(), run.order(), more, run.tally(), run.reasons(), run.warnings());
        }
    }

    @Override
    public synchronized Start begin(RunOrder order, Act begin, RunTally tally, List<Part> first) {
        Optional<Run> other = working();
        if (other.isPresent()) {
            return new Start.Busy(other.get());
        }
        var kept = new Kept(new Run(++last, order, List.of(begin), tally, List.of(), List.of()));
        all.put(kept.run.id(), kept);
        return new Start.Done(kept.run, kept.open(first));
    }

    private Optional<Run> working() {
        return all.values().stream()
                .map(kept -> kept.run)
                .filter(run -> run.state().isWorking())
                .findAny();
    }

    @Override
    public synchronized Optional<Run> find(long id) {
        return Optional.ofNullable(all.get(id)).map(kept -> kept.run);
    }

    @Override
    public synchronized List<Run> page(Optional<RunState> state, OptionalLong before, int limit) {
        return List.copyOf(all.headMap(before.orElse(Long.MAX_VALUE)).values()).reversed().stream()
                .map(kept -> kept.run)
                .filter(run -> state.isEmpty() || state.get() == run.state())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RunPage> openPages(int limit) {
        return working().stream()
                .flatMap(run -> kept(run.id()).open.values().stream())
                .limit(limit)
                .toList();
    }

    private Kept kept(long run) {
        return Optional.ofNullable(all.get(run)).orElseThrow();
    }

    @Override
    public synchronized Optional<RunPage> openPage(long run, int number) {
        return Optional.ofNullable(all.get(run))
                .filter(kept -> kept.run.state().isWorking())
                .map(kept -> kept.open.get(number));
    }

    @Override
    public synchronized Set<UserId> withLine(long run, Set<UserId> ids) {
        return kept(run).lines.values().stream()
                .map(RunLine::id)
                .filter(ids::contains)
                .collect(toSet());
    }

    @Override
    public synchronized Map<UserId, Sightings> sightings(Set<UserId> ids) {
        Map<UserId, Sightings> found = new HashMap<>(sightings);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public synchronized List<RunLine> lines(long run, LineQuery query) {
        return behind(run, query.after())
                .filter(query::includes)
                .limit(query.limit())
                .toList();
    }

    private Stream<RunLine> behind(long run, Optional<Place> after) {
        return Stream.ofNullable(all.get(run))
                .flatMap(kept -> kept.lines.values().stream())
                .filter(line -> after.isEmpty() || line.place().compareTo(after.get()) > 0);
    }

    @Override
    public synchronized Optional<RunLine> line(long run, UserId id) {
        return behind(run, Optional.empty())
                .filter(line -> line.id().equals(id))
                .findAny();
    }

    @Override
    public synchronized List<RunLine> unseen(long run, Optional<Place> after, int limit) {
        return behind(run, after)
                .filter(line -> line.proof().answer().found().isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<UserId> drifted(long run, int limit) {
        return behind(run, Optional.empty())
                .filter(line -> line.state().equals(Optional.of(RunLine.State.PLANNED)))
                .filter(line -> line.drift(directory.find(line.id())).isPresent())
                .map(RunLine::id)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<List<RunPage>> called(RunPage page, Called found) {
        return ended(page).map(kept -> {
            kept.put(found.lines());
            sightings.putAll(found.sightings());
            Run run = kept.run;
            List<String> warnings = Stream.concat(run.warnings().stream(), found.warnings().stream())
                    .distinct()
                    .limit(Run.MAX_WARNINGS)
                    .toList();
            kept.tally(run.tally().plus(found.counts(), found.canariesHeld()), run.reasons(), warnings);
            List<RunPage> opened = new ArrayList<>(kept.open(found.next()));
            if (kept.open.isEmpty()) {
                opened.addAll(kept.open(List.of(new Part.Settling(Optional.empty()))));
            }
            return opened;
        });
    }

    /** Marks an open page as done. */
    private Optional<Kept> ended(RunPage page) {
        Optional<RunPage> open = openPage(page.run(), page.number());
        open.ifPresent(found -> kept(page.run()).open.remove(page.number()));
        return open.map(found -> kept(page.run()));
    }

    @Override
    public synchronized Optional<List<RunPage>> settled(RunPage page, Settled result) {
        return ended(page).map(kept -> {
            kept.put(result.lines());
            sightings.putAll(result.sightings());
            Run run = kept.run;
            kept.tally(run.tally().plus(result.counts(), true), result.reasons(), run.warnings());
            kept.act(result.acts());
            return kept.open(result.next().stream().toList());
        });
    }

    @Override
    public synchronized Optional<List<RunPage>> applied(
            RunPage page, List<RunLine> lines, Attribution by, Optional<Part> next) {
        return ended(page).map(kept -> {
            List<RunLine> done = changeUsers(lines, by);
            int applied = Math.toIntExact(done.stream()
                    .filter(line -> line.state().equals(Optional.of(RunLine.State.APPLIED)))
                    .count());
            kept.put(done);
            Run run = kept.run;
            kept.tally(run.tally().done(applied, done.size() - applied), run.reasons(), run.warnings());
            if (next.isEmpty()) {
                kept.act(List.of(new Act(RunState.APPLIED, by.by(), by.at())));
            }
            return kept.open(next.stream().toList());
        });
    }

    /** Does what the lines say, while nobody else changes a user. */
    private List<RunLine> changeUsers(List<RunLine> lines, Attribution by) {
        synchronized (directory) {
            List<RunLine> done = lines.stream()
                    .map(line -> line.appliedTo(directory.find(line.id())))
                    .toList();
            done.stream()
                    .filter(line -> line.state().equals(Optional.of(RunLine.State.APPLIED)))
                    .forEach(line -> apply(line, by));
            return done;
        }
    }

    private void apply(RunLine line, Attribution by) {
        Optional<User> after = line.after();
        if (after.isPresent()) {
            directory.save(after.get(), Precondition.none(), by);
        } else {
            directory.remove(line.id(), Precondition.none(), by);
        }
        Sightings seen = sightings.getOrDefault(line.id(), Sightings.NONE);
        line.sightingsAfter(seen, by.at())
                .ifPresentOrElse(next -> sightings.put(line.id(), next), () -> sightings.remove(line.id()));
    }

    @Override
    public synchronized Start move(long run, long version, Act act, List<Part> next) {
        Kept kept = kept(run);
        if (kept.run.version() != version) {
            return new Start.Overtaken(kept.run);
        }
        Optional<Run> other =
                working().filter(working -> working.id() != run && act.state().isWorking());
        if (other.isPresent()) {
            return new Start.Busy(other.get());
        }
        kept.open.clear();
        kept.act(List.of(act));
        return new Start.Done(kept.run, kept.open(next));
    }

    @Override
    public synchronized void fail(long run, Act failure, String reason) {
        Kept kept = kept(run);
        if (kept.run.state().isWorking()) {
            kept.open.clear();
            kept.tally(kept.run.tally(), List.of(reason), kept.run.warnings());
            kept.act(List.of(failure));
        }
    }

    @Override
    public synchronized boolean forget(Remains remains, Instant before, int limit) {
        Optional<Kept> first = all.values().stream()
                .filter(kept ->
                        kept.run.ended().filter(at -> at.isBefore(before)).isPresent())
                .filter(kept -> kept.remains
                        .filter(less -> less.compareTo(remains) >= 0)
                        .isEmpty())
                .findFirst();
        first.ifPresent(kept -> forget(kept, remains, limit));
        return first.isPresent();
    }

    private void forget(Kept kept, Remains remains, int limit) {
        List<RunLine> needless = kept.lines.values().stream()
                .filter(line -> switch (remains) {
                    case DIFFERENCES -> line.kind() == Line.Kind.SAME;
                    case CHANGES -> !line.state().equals(Optional.of(RunLine.State.APPLIED));
                })
                .toList();
        needless.stream().limit(limit).forEach(line -> kept.lines.remove(line.place()));
        if (needless.size() > limit) {
            return;
        }
        if (remains == Remains.CHANGES && kept.lines.isEmpty()) {
            all.remove(kept.run.id());
            return;
        }
        kept.remains = Optional.of(remains);
        kept.tally(kept.run.tally(), kept.run.reasons(), remains.warnings(kept.run.warnings()));
    }

    @Override
    public synchronized int forgetSightings(Instant before, int limit) {
        List<UserId> gone = sightings.entrySet().stream()
                .filter(seen -> directory.find(seen.getKey()).isEmpty())
                .filter(seen -> Stream.of(
                                seen.getValue().present(), seen.getValue().lastAbsent())
                        .allMatch(
                                at -> at.filter(time -> !time.isBefore(before)).isEmpty()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        gone.forEach(sightings::remove);
        return gone.size();
    }
}
