package dev.rollcall.app.wiring;

import dev.rollcall.app.settings.ReconcileSettings;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.db.Database;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.db.SqlRuns;
import dev.rollcall.db.work.PageScheduler;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import java.time.Clock;

/** The reconciliation of the directory with the remote, and whoever does its work. Runs that were not finished go on when it opens. */
public final class OpenReconciler implements AutoCloseable {
    private final PageScheduler scheduler;
    private final Reconciler reconciler;

    private OpenReconciler(PageScheduler scheduler, Reconciler reconciler) {
        this.scheduler = scheduler;
        this.reconciler = reconciler;
    }

    /** Opens it on a database and a remote, which the caller closes after it. */
    public static OpenReconciler of(Database database, ChosenRemote remote, Settings settings) {
        ReconcileSettings chosen = settings.reconciliation();
        Clock clock = Clock.systemUTC();
        var runs = new SqlRuns(database);
        var directory = new SqlDirectory(database);
        var policy = new CallPolicy(chosen.deadline(), settings.rollCall().concurrency());
        var work = new PageWork(runs, directory, remote.users(), remote.listing(), policy, clock);
        PageScheduler scheduler =
                PageScheduler.start(database.connections(), !settings.database().isEmbedded(), runs, work, clock);
        var reconciler =
                new Reconciler(runs, directory, remote.listing().isPresent(), chosen.maxAge(), scheduler::soon, clock);
        return new OpenReconciler(scheduler, reconciler);
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
