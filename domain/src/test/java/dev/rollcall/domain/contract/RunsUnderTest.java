package dev.rollcall.domain.contract;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What all parts of the {@link RunsContract} share: the runs under test with their directory, and helpers for their lines. */
interface RunsUnderTest {
    /** An instant in whole microseconds. */
    Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    /** Who does everything, unless something else is told. */
    Actor TESTER = new Actor("tester");

    /** The order of most runs. */
    RunOrder ORDER = new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.NEVER);

    /** A part of a run that is calling. */
    Part SPLIT = new Part.Split(Optional.empty());

    /** Returns the runs under test: none at the start of a test, and the same throughout it. */
    Runs runs();

    /** Returns the directory to which they are applied: empty at the start of a test. */
    Directory directory();

    /** Begins a run with these pages. */
    default Runs.Start.Done begun(Part... first) {
        return (Runs.Start.Done) runs().begin(ORDER, act(RunState.CALLING), RunTally.begin(7, 9), List.of(first));
    }

    /** Returns the run as it is now. */
    default Run now(long run) {
        return runs().find(run).orElseThrow();
    }

    /** Begins a run that finds these lines, and returns its settling page. */
    default RunPage settling(RunLine... lines) {
        RunPage page = begun(SPLIT).pages().getFirst();
        return runs().called(page, finding(List.of(lines))).orElseThrow().getFirst();
    }

    /** Begins a run that finds these lines, and returns the page that applies them. */
    default RunPage applying(RunLine... lines) {
        List<Act> acts = List.of(act(RunState.READY), act(RunState.APPLYING));
        var ready = new Runs.Settled(
                List.of(),
                LineCounts.NONE,
                Map.of(),
                acts,
                List.of(),
                Optional.of(new Part.Applying(Optional.empty())));
        return runs().settled(settling(lines), ready).orElseThrow().getFirst();
    }

    /** Brings a run to its end, so that another one can begin. */
    default void cancelled(long run) {
        runs().move(run, now(run).version(), act(RunState.CANCELLED), List.of());
    }

    /** Applies the lines on the only page of their run, and returns what became of them. */
    default List<RunLine> applied(RunLine... lines) {
        RunPage page = applying(lines);
        runs().applied(page, List.of(lines), by(page.run()), Optional.empty());
        return List.of(lines).stream()
                .map(line -> runs().line(page.run(), line.id()).orElseThrow())
                .toList();
    }

    /** Saves a user, as somebody. */
    default Entry saved(User user) {
        directory().save(user, Precondition.none(), new Attribution(new Actor("somebody"), NOON));
        return directory().find(user.id()).orElseThrow();
    }

    /** Returns what is remembered of a user. */
    default Sightings seen(String id) {
        return runs().sightings(java.util.Set.of(new UserId(id))).getOrDefault(new UserId(id), Sightings.NONE);
    }

    /** Returns whom a run's changes are attributed to. */
    static Attribution by(long run) {
        return new Attribution(TESTER, NOON, OptionalLong.of(run));
    }

    /** Returns an act at noon. */
    static Act act(RunState state) {
        return new Act(state, TESTER, NOON);
    }

    /** Returns a page's findings: lines, and nothing else. */
    static Runs.Called finding(List<RunLine> lines) {
        return new Runs.Called(lines, LineCounts.NONE, Map.of(), true, List.of(), List.of());
    }

    /** Returns a user who is called by the name. */
    static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }

    /** Returns the user, deactivated. */
    static User inactive(User user) {
        return user.with(Map.of(UserField.ACTIVE, "false"));
    }

    /** Returns the proof that a user is present. */
    static Proof present(User user) {
        return Proof.called(new Answer.Present(user, attempts(1)), NOON);
    }

    /** Returns the proof that a user is absent. */
    static Proof absent(String id) {
        return Proof.called(new Answer.Absent(new UserId(id), attempts(2)), NOON);
    }

    /** Returns attempts in whole microseconds. */
    static Attempts attempts(int count) {
        return new Attempts(count, Duration.ofNanos(1000), Duration.ofSeconds(2).plusNanos(345_000));
    }

    /** Returns a line about nobody's change, of a present user. */
    static RunLine same(String id) {
        return line(Line.Kind.SAME, Optional.empty(), present(user(id, "")));
    }

    /** Returns a line without users. */
    static RunLine line(Line.Kind kind, Optional<RunLine.State> state, Proof proof) {
        return new RunLine(kind, state, Optional.empty(), OptionalLong.empty(), Optional.empty(), proof, "");
    }

    /** Returns a planned line that creates the user. */
    static RunLine creating(User user) {
        return RunLine.of(new Line.Create(user, present(user)));
    }

    /** Returns a planned line that changes a user of the directory. */
    static RunLine update(Entry entry, User after) {
        return RunLine.of(new Line.Update(entry, after, present(after)));
    }

    /** Runs the work in several threads that start together, and returns the result of each. */
    static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        var start = new CyclicBarrier(threads);
        List<Callable<T>> tasks = IntStream.range(0, threads)
                .<Callable<T>>mapToObj(i -> () -> {
                    start.await();
                    return work.by(i);
                })
                .toList();
        List<T> results = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
        }
        return results;
    }

    /** The work of one of several threads. */
    interface Work<T> {
        /** Runs it as the thread with this number, from 0. */
        T by(int thread);
    }
}
