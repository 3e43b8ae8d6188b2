package dev.rollcall.db;

import dev.rollcall.db.work.Regular;
import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Routine;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A real database of a kind with users, a remote that calls each of them another name, and whoever does the runs between them. */
final class Workshop implements AutoCloseable {
    static final Actor ANN = new Actor("ann");
    static final Clock CLOCK = Clock.systemUTC();

    /** How often the remote was asked for whom. */
    final Map<UserId, Integer> asked = new ConcurrentHashMap<>();

    final Database database;
    /** The use cases, of which nobody does the work unless that is announced to a scheduler. */
    final Reconciler reconciler;

    enum Kind {
        H2,
        POSTGRESQL
    }

    /** Opens an empty database, and puts users into it. */
    Workshop(Kind kind, Path folder, int users) {
        this(
                Database.open(
                        switch (kind) {
                            case H2 -> new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 6);
                            case POSTGRESQL -> PostgresServer.emptySchema();
                        }),
                users);
    }

    /** Puts users into a database, which it closes at the end. */
    Workshop(Database database, int users) {
        this.database = database;
        List<Upsert> all = IntStream.range(0, users)
                .mapToObj(i -> Upsert.of(new User(new UserId(Integer.toString(i)), "Old", "")))
                .toList();
        new SqlDirectory(database).saveAll(all, new Attribution(ANN, Instant.EPOCH));
        reconciler = reconciler(pages -> {});
    }

    /** Returns the use cases, with whoever is told of pages that became open. */
    Reconciler reconciler(Reconciler.Workers workers) {
        return new Reconciler(
                new SqlRuns(database), new SqlDirectory(database), false, Duration.ofHours(1), workers, CLOCK);
    }

    /** Starts an instance that only does pages. */
    RunScheduler helper() {
        return helper(this::call);
    }

    RunScheduler helper(RemoteUsers remote) {
        return scheduler(remote, Optional.empty());
    }

    /** Starts an instance that also begins runs, and tidies up: plans are too old at once. */
    RunScheduler server(Optional<Timetable> timetable) {
        var keeping = new Routine.Keeping(Duration.ZERO, Duration.ofDays(90), Duration.ofDays(7));
        var routine =
                new Routine(new SqlRuns(database), new SqlDirectory(database), false, RunOrder.DEFAULT, keeping, CLOCK);
        return scheduler(this::call, Optional.of(new Regular(routine, timetable)));
    }

    private RunScheduler scheduler(RemoteUsers remote, Optional<Regular> regular) {
        var runs = new SqlRuns(database);
        var work = new PageWork(runs, new SqlDirectory(database), remote, Optional.empty(), CallPolicy.DEFAULT, CLOCK);
        return RunScheduler.start(database.connections(), true, runs, work, regular, CLOCK);
    }

    private RollCall call(Roster roster, CallPolicy policy, CallListener listener) {
        roster.ids().forEach(id -> asked.merge(id, 1, Integer::sum));
        List<Answer> answers = roster.ids().stream()
                .<Answer>map(id -> new Answer.Present(new User(id, "New", ""), Attempts.NONE))
                .toList();
        return new RollCall(roster, answers, Duration.ZERO);
    }

    /** Begins a run, and returns its number. */
    static long begin(Reconciler reconciler) {
        return ((Decision.Accepted) reconciler.begin(RunOrder.DEFAULT, List.of(), ANN))
                .run()
                .id();
    }

    /** Waits until nobody works on a run any more. */
    Run awaitRest(long id) throws InterruptedException {
        await(() -> !reconciler.find(id).orElseThrow().state().isWorking());
        return reconciler.find(id).orElseThrow();
    }

    /** Waits until something is so. */
    static void await(BooleanSupplier isSo) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it is not so after two minutes");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
