package dev.rollcall.app.wiring;

import dev.rollcall.app.settings.ReconcileSettings;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.db.Database;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.db.SqlRuns;
import dev.rollcall.db.work.Regular;
import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Routine;
import java.time.Clock;
import java.util.Optional;

/** The reconciliation of the directory with the remote, and whoever does its work. Runs that were not finished go on when it opens. */
public final class OpenReconciler implements AutoCloseable {
    private final RunScheduler scheduler;
    private final Reconciler reconciler;

    private OpenReconciler(Database database, ChosenRemote remote, Settings settings, boolean isServer) {
        ReconcileSettings chosen = settings.reconciliation();
        Clock clock = Clock.systemUTC();
        var runs = new SqlRuns(database);
        var directory = new SqlDirectory(database);
        boolean isListed = remote.listing().isPresent();
        var policy = new CallPolicy(chosen.deadline(), settings.rollCall().concurrency());
        var work = new PageWork(runs, directory, remote.users(), remote.listing(), policy, clock);
        var routine = new Routine(runs, directory, isListed, chosen.order(), chosen.keeping(), clock);
        var regular = Optional.of(new Regular(routine, chosen.timetable())).filter(duties -> isServer);
        boolean isShared = !settings.database().isEmbedded();
        scheduler = RunScheduler.start(database.connections(), isShared, runs, work, regular, clock);
        reconciler = new Reconciler(runs, directory, isListed, chosen.keeping().maxAge(), scheduler, clock);
    }

    /** Opens it on a database and a remote, which the caller closes after it, for a command: it helps with whatever run there is. */
    public static OpenReconciler forCommand(Database database, ChosenRemote remote, Settings settings) {
        return new OpenReconciler(database, remote, settings, false);
    }

    /** Does the same for a server, which also begins runs on schedule, and tidies up. */
    static OpenReconciler forServer(Database database, ChosenRemote remote, Settings settings) {
        return new OpenReconciler(database, remote, settings, true);
    }

    /** Returns the use cases. */
    public Reconciler reconciler() {
        return reconciler;
    }

    /** Ends the work, which goes on when it is opened again. */
    @Override
    public void close() {
        scheduler.close();
    }
}
