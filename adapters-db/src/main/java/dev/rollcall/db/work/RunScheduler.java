package dev.rollcall.db.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.Runs;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Has runs begun on schedule, and their pages done. Each page is a task of db-scheduler, which one instance of those on the database takes; if
 * it dies, its heart beat stops, and another one takes the page. The threads are db-scheduler's.
 *
 * <p>Safe for use by many threads; close it at the end.
 */
public final class RunScheduler implements Reconciler.Workers, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(RunScheduler.class.getName());

    /** How many pages an instance does at once: while one waits for the remote, another is written. */
    private static final int THREADS = 2;
    /** How long another instance, or a task that was not announced, waits at most. */
    private static final Duration POLLING = Duration.ofSeconds(2);

    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    /** After so many heart beats an instance counts as dead: the page is done again then. */
    private static final int MISSED_HEARTBEATS = 4;
    /** How long a page may go on when the process ends; then it is interrupted, to be done again. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(1);
    /** How often open pages without a task are looked for: the process may have ended between the two. */
    private static final Duration WATCH = Duration.ofSeconds(20);

    private static final int WATCHED_PAGES = 1000;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    /** A page that fails so often for another reason than an outage of the database ends its run. */
    private static final int MOST_FAILURES = 3;

    private final Runs runs;
    private final PageWork work;
    private final InstantSource clock;
    private final OneTimeTask<Void> task = Tasks.oneTime("reconciliation-page")
            .onFailure(this::failed)
            .execute((instance, context) -> work(instance, context.getExecution().consecutiveFailures > 0));
    private final Optional<RegularTasks> regular;
    private final Scheduler scheduler;

    private RunScheduler(
            DataSource database,
            boolean isShared,
            Runs runs,
            PageWork work,
            Optional<Regular> regular,
            InstantSource clock) {
        this.runs = runs;
        this.work = work;
        this.clock = clock;
        RecurringTask<Void> watch = Tasks.recurring("reconciliation-watch", FixedDelay.of(WATCH))
                .execute((instance, context) -> soon(runs.openPages(WATCHED_PAGES)));
        this.regular = regular.map(duties -> new RegularTasks(duties, this, clock));
        List<Task<?>> known = Stream.<Task<?>>concat(
                        Stream.of(task), this.regular.stream().map(RegularTasks::begin))
                .toList();
        List<RecurringTask<Void>> recurring = Stream.concat(
                        isShared ? Stream.of(watch) : Stream.empty(),
                        this.regular.stream().map(RegularTasks::tidy))
                .toList();
        this.scheduler = Scheduler.create(database, known)
                .startTasks(recurring)
                .threads(THREADS + 1)
                .schedulerName(() -> "rollcall-" + UUID.randomUUID())
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN)
                .enableImmediateExecution()
                .commitWhenAutocommitDisabled(true)
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    /**
     * Starts it, and with it whatever an instance that died has left.
     *
     * @param database the connections to the database of the runs
     * @param isShared whether other instances may use the database. If not, next to nothing is written to it while there is no run
     * @param regular what it does besides; empty if it only helps with the pages of runs
     * @param clock the time of day
     */
    public static RunScheduler start(
            DataSource database,
            boolean isShared,
            Runs runs,
            PageWork work,
            Optional<Regular> regular,
            InstantSource clock) {
        var started = new RunScheduler(database, isShared, runs, work, regular, clock);
        try {
            if (!isShared) {
                release(database);
            }
            started.scheduler.start();
            started.soon(runs.openPages(WATCHED_PAGES));
            started.regular.ifPresent(tasks -> tasks.plan(started.scheduler));
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Lets go what a process held that has the database no more, or else its heart beats were waited for. */
    private static void release(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL,"
                            + " version = version + 1 WHERE picked = TRUE");
        } catch (SQLException e) {
            throw new DirectoryUnavailable("the work that was left can't be taken up", e);
        }
    }

    /** Has these pages done soon, by this instance or another one; those that are to be done anyway only once. */
    @Override
    public void soon(List<RunPage> pages) {
        for (RunPage page : pages) {
            scheduler.scheduleIfNotExists(task.instance(page.run() + "-" + page.number()), clock.instant());
        }
    }

    @Override
    public Optional<Instant> nextRun() {
        return regular.flatMap(tasks -> tasks.nextRun(scheduler));
    }

    private void work(TaskInstance<Void> instance, boolean isRepeated) {
        try {
            String name = instance.getId();
            soon(work.work(runOf(instance), Integer.parseInt(name.substring(name.indexOf('-') + 1))));
            if (isRepeated) { // the page may have ended before, and what it opened not been announced
                soon(runs.openPages(WATCHED_PAGES));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    private static long runOf(TaskInstance<?> instance) {
        String name = instance.getId();
        return Long.parseLong(name.substring(0, name.indexOf('-')));
    }

    private void failed(ExecutionComplete ended, ExecutionOperations<Void> operations) {
        Throwable why = ended.getCause().orElseThrow();
        int failures = ended.getExecution().consecutiveFailures + 1;
        TaskInstance<?> instance = ended.getExecution().taskInstance;
        if (why instanceof DirectoryUnavailable || why instanceof Interrupted || failures < MOST_FAILURES) {
            operations.reschedule(ended, later(failures));
            LOGGER.log(System.Logger.Level.WARNING, "Page {0} is to be done again: {1}", instance.getId(), why);
            return;
        }
        long run = runOf(instance);
        LOGGER.log(System.Logger.Level.ERROR, "Run %s can't go on".formatted(run), why);
        runs.find(run).ifPresent(found -> fail(found, why));
        operations.remove();
    }

    private Instant later(int failures) {
        Duration pause = RETRY.multipliedBy(1L << Math.min(failures - 1, 5));
        return clock.instant().plus(pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY);
    }

    private void fail(Run run, Throwable why) {
        runs.fail(run.id(), new Act(RunState.FAILED, run.by(), clock.instant()), "an error in Rollcall: " + why);
    }

    /** Ends the pages that are being done, to be done again another time. */
    @Override
    public void close() {
        scheduler.stop();
    }

    /** A page was interrupted, since the process ends. */
    private static final class Interrupted extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private Interrupted(InterruptedException cause) {
            super(cause);
        }
    }
}
