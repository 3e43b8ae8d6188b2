package dev.rollcall.db;

import dev.rollcall.db.run.Forgetting;
import dev.rollcall.db.run.LineLists;
import dev.rollcall.db.run.LineTable;
import dev.rollcall.db.run.LockedRun;
import dev.rollcall.db.run.PageEnd;
import dev.rollcall.db.run.PageTable;
import dev.rollcall.db.run.RunTable;
import dev.rollcall.db.run.SightingTable;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Place;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The runs in an SQL database, beside the directory that they change. All goes through JDBC.
 *
 * <p>Instants are kept in microseconds.
 */
public final class SqlRuns implements Runs {
    private final Database database;
    private final UserLists users;
    private final String putSighting;

    /** Creates them in the database, which the caller closes. */
    public SqlRuns(Database database) {
        this.database = database;
        users = new UserLists(database.dialect(), database.places());
        putSighting = database.dialect().upsert(SightingTable.NAME, SightingTable.COLUMNS);
    }

    @Override
    public Start begin(RunOrder order, Act begin, RunTally tally, List<Part> first) {
        return database.changePage(connection -> {
            var runs = new RunTable(connection);
            Optional<Run> other = runs.working();
            if (other.isPresent()) {
                return new Start.Busy(other.get());
            }
            // if somebody else begins one at the same time, this is a race, and retried
            long id = runs.insert(order, begin, tally);
            LockedRun locked = LockedRun.of(connection, id, 1).orElseThrow();
            return new Start.Done(locked.run(), locked.become(locked.run(), first));
        });
    }

    @Override
    public Optional<Run> find(long id) {
        return database.query(connection -> new RunTable(connection).find(id));
    }

    @Override
    public List<Run> page(Optional<RunState> state, OptionalLong before, int limit) {
        return database.query(connection -> new RunTable(connection).page(state, before, limit));
    }

    @Override
    public List<RunPage> openPages(int limit) {
        return database.query(connection -> new PageTable(connection).open(limit));
    }

    @Override
    public Optional<RunPage> openPage(long run, int number) {
        return database.query(connection -> new PageTable(connection).open(run, number));
    }

    @Override
    public Set<UserId> withLine(long run, Set<UserId> ids) {
        return database.query(connection -> new LineTable(connection).among(run, ids));
    }

    @Override
    public Map<UserId, Sightings> sightings(Set<UserId> ids) {
        return database.query(connection -> new SightingTable(connection).find(ids));
    }

    @Override
    public List<RunLine> lines(long run, LineQuery query) {
        return database.query(connection -> lists(connection).lines(run, query));
    }

    private LineLists lists(Connection connection) {
        return new LineLists(connection, database.dialect()::using);
    }

    @Override
    public Optional<RunLine> line(long run, UserId id) {
        return database.query(connection -> new LineTable(connection).line(run, id));
    }

    @Override
    public List<RunLine> unseen(long run, Optional<Place> after, int limit) {
        return database.query(connection -> lists(connection).unseen(run, after, limit));
    }

    @Override
    public List<UserId> drifted(long run, int limit) {
        return database.queryLong(connection -> lists(connection).drifted(run, limit));
    }

    @Override
    public Optional<List<RunPage>> called(RunPage page, Called found) {
        return database.changePage(connection -> new PageEnd(connection, putSighting).called(page, found));
    }

    @Override
    public Optional<List<RunPage>> settled(RunPage page, Settled result) {
        return database.changePage(connection -> new PageEnd(connection, putSighting).settled(page, result));
    }

    @Override
    public Optional<List<RunPage>> applied(RunPage page, List<RunLine> lines, Attribution by, Optional<Part> next) {
        Attribution inMicros = SqlDirectory.inMicros(by);
        return database.changePageOfUsers(connection -> new PageEnd(connection, putSighting)
                .applied(page, lines, planned -> changeUsers(connection, planned, inMicros), inMicros, next));
    }

    private List<RunLine> changeUsers(Connection connection, List<RunLine> planned, Attribution by)
            throws SQLException {
        List<Entry> present =
                users.toChange(connection, planned.stream().map(RunLine::id).toList());
        Map<UserId, Entry> byId = new HashMap<>();
        present.forEach(entry -> byId.put(entry.user().id(), entry));
        List<RunLine> done = new ArrayList<>();
        List<Optional<User>> before = new ArrayList<>();
        List<Optional<User>> after = new ArrayList<>();
        for (RunLine line : planned) {
            Optional<Entry> current = Optional.ofNullable(byId.get(line.id()));
            RunLine became = line.appliedTo(current);
            done.add(became);
            Optional<User> user = current.map(Entry::user);
            if (became.state().equals(Optional.of(RunLine.State.APPLIED)) && !user.equals(line.after())) {
                before.add(user);
                after.add(line.after());
            }
        }
        var changes = new UserChanges(connection, database.dialect(), by);
        changes.write(present, changes.versioned(before, after));
        return done;
    }

    @Override
    public Start move(long run, long version, Act act, List<Part> next) {
        return database.changePage(connection -> {
            var runs = new RunTable(connection);
            Optional<Run> other = runs.working().filter(working -> working.id() != run);
            if (act.state().isWorking() && other.isPresent() && isStill(runs, run, version)) {
                return new Start.Busy(other.get());
            }
            Optional<LockedRun> locked = LockedRun.of(connection, run, version);
            if (locked.isEmpty()) {
                return new Start.Overtaken(runs.find(run).orElseThrow());
            }
            Run moved = acted(locked.get().run(), act);
            return new Start.Done(moved, locked.get().become(moved, next));
        });
    }

    private static boolean isStill(RunTable runs, long run, long version) throws SQLException {
        return runs.find(run).filter(found -> found.version() == version).isPresent();
    }

    private static Run acted(Run run, Act act) {
        List<Act> acts = Stream.concat(run.acts().stream(), Stream.of(act)).toList();
        return new Run(run.id(), run.order(), acts, run.tally(), run.reasons(), run.warnings());
    }

    @Override
    public void fail(long run, Act failure, String reason) {
        boolean isDone;
        do {
            isDone = database.changePage(connection -> {
                Optional<Run> found = new RunTable(connection)
                        .find(run)
                        .filter(known -> known.state().isWorking());
                if (found.isEmpty()) {
                    return true;
                }
                Optional<LockedRun> locked =
                        LockedRun.of(connection, run, found.get().version());
                if (locked.isEmpty()) {
                    return false; // it came into another state meanwhile, maybe one in which it is worked on
                }
                Run failed = acted(locked.get().run(), failure);
                locked.get().become(withReason(failed, reason), List.of());
                return true;
            });
        } while (!isDone);
    }

    private static Run withReason(Run run, String reason) {
        return new Run(run.id(), run.order(), run.acts(), run.tally(), List.of(reason), run.warnings());
    }

    @Override
    public boolean forget(Remains remains, Instant before, int limit) {
        return database.changePage(
                connection -> new Forgetting(connection, database.dialect()::using).forget(remains, before, limit));
    }

    @Override
    public int forgetSightings(Instant before, int limit) {
        return database.changePage(connection -> {
            var sightings = new SightingTable(connection);
            List<UserId> strangers = sightings.strangers(before, limit);
            sightings.remove(strangers);
            return strangers.size();
        });
    }
}
