package dev.rollcall.db.work;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The tasks beside the pages of runs: to begin runs on schedule, and to tidy up. Safe for use by many threads. */
final class RegularTasks {
    private static final System.Logger LOGGER = System.getLogger(RegularTasks.class.getName());
    private static final Duration TIDYING = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Regular regular;
    private final Reconciler.Workers workers;
    private final InstantSource clock;
    /** The task has at most one instance, called after its timetable. */
    private final CustomTask<Void> begin = Tasks.custom("reconciliation-begin", Void.class)
            .onFailure(RegularTasks::again)
            .execute((instance, context) -> begun(context.getExecution()));

    /**
     * Creates them.
     *
     * @param workers whoever does the pages of runs
     */
    RegularTasks(Regular regular, Reconciler.Workers workers, InstantSource clock) {
        this.regular = regular;
        this.workers = workers;
        this.clock = clock;
    }

    /** Returns the task that begins runs. */
    CustomTask<Void> begin() {
        return begin;
    }

    /** Returns the task that tidies up. */
    RecurringTask<Void> tidy() {
        return Tasks.recurring("reconciliation-tidy", FixedDelay.of(TIDYING))
                .onFailure(RegularTasks::again)
                .execute((instance, context) -> regular.routine().tidy());
    }

    private static <T> void again(ExecutionComplete ended, ExecutionOperations<T> operations) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "{0} is to be done again: {1}",
                ended.getExecution().taskInstance.getTaskName(),
                ended.getCause().orElseThrow());
        operations.reschedule(ended, ended.getTimeDone().plus(RETRY));
    }

    /** Plans the next run by the timetable, unless it is planned already, and those of other timetables no more. */
    void plan(SchedulerClient scheduler) {
        String wanted = regular.timetable().map(Timetable::toString).orElse("");
        scheduler.getScheduledExecutionsForTask(begin.getName(), Void.class).stream()
                .map(planned -> planned.getTaskInstance())
                .filter(instance -> !instance.getId().equals(wanted))
                .forEach(instance -> cancel(scheduler, instance));
        regular.timetable()
                .ifPresent(timetable ->
                        scheduler.scheduleIfNotExists(begin.instance(wanted), timetable.first(clock.instant())));
        nextRun(scheduler)
                .ifPresent(at -> LOGGER.log(
                        System.Logger.Level.INFO, "The next run on schedule ({0}) begins at {1}", wanted, at));
    }

    private static void cancel(SchedulerClient scheduler, TaskInstanceId instance) {
        try {
            scheduler.cancel(instance);
        } catch (TaskInstanceException e) {
            // another instance has cancelled it, or is just finding out that it is of another timetable
            LOGGER.log(System.Logger.Level.DEBUG, "{0} is gone or under way: {1}", instance, e);
        }
    }

    /** Returns when the next run begins by the timetable; empty if there is none. */
    Optional<Instant> nextRun(SchedulerClient scheduler) {
        return regular.timetable()
                .flatMap(timetable -> scheduler.getScheduledExecution(begin.instance(timetable.toString())))
                .map(planned -> planned.getExecutionTime());
    }

    private CompletionHandler<Void> begun(Execution execution) {
        Timetable timetable = regular.timetable().orElse(null);
        if (timetable == null || !timetable.toString().equals(execution.taskInstance.getId())) {
            return new CompletionHandler.OnCompleteRemove<>(); // of another timetable
        }
        String outcome = switch (regular.routine().begin()) {
            case Runs.Start.Done done -> {
                workers.soon(done.pages());
                yield "Run %s began on schedule".formatted(done.run().id());
            }
            case Runs.Start.Busy busy ->
                "No run began on schedule, since run %s is being worked on"
                        .formatted(busy.other().id());
            case Runs.Start.Overtaken overtaken -> throw new IllegalStateException("not at a beginning");
        };
        Instant next = timetable.next(execution.executionTime, clock.instant());
        LOGGER.log(System.Logger.Level.INFO, "{0}; the next one is due at {1}", outcome, next);
        return (ended, operations) -> operations.reschedule(ended, next);
    }
}
