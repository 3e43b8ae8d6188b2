package dev.rollcall.domain.run;

import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.CallPolicy;
import java.io.Serial;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A directory, a scripted remote, the runs between them, and a clock that a test sets. Users are named after their ids, and a plan has no
 * limits, unless a test says something else. For one thread.
 */
final class Office {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    /** Whoever works here. */
    static final Actor CLERK = new Actor("clerk");
    /** Whoever changes the directory by hand. */
    static final Actor PERSON = new Actor("person");

    static final Duration MAX_AGE = Duration.ofHours(24);
    static final Routine.Keeping KEEPING = new Routine.Keeping(MAX_AGE, Duration.ofDays(90), Duration.ofDays(7));
    private static final int MOST_PAGES = 200;

    final ScriptedRemote remote = new ScriptedRemote();
    final Directory directory;
    final Runs runs;
    final PageWork work;
    final Reconciler reconciler;
    final Routine routine;

    /** What the workers were told, each time. */
    final List<List<RunPage>> told = new ArrayList<>();

    /** What the database was asked while the remote was. */
    final List<String> askedMeanwhile = new ArrayList<>();

    private final Map<String, Runnable> before = new HashMap<>();
    private Death death = Death.never();
    private Instant now = NOON;

    private Office(boolean isListed) {
        var users = new MapDirectory();
        this.directory = watched(Directory.class, users);
        this.runs = watched(Runs.class, new MapRuns(users));
        Optional<ScriptedRemote> listing = isListed ? Optional.of(remote) : Optional.empty();
        this.work = new PageWork(runs, directory, remote, listing, CallPolicy.DEFAULT, () -> now);
        this.reconciler = new Reconciler(runs, directory, isListed, MAX_AGE, told::add, () -> now);
        this.routine = new Routine(runs, directory, isListed, order(Policy.DEFAULT), KEEPING, () -> now);
    }

    /** Opens one whose remote has no list. */
    static Office opened() {
        return new Office(false);
    }

    /** Opens one whose remote has a list. */
    static Office listed() {
        return new Office(true);
    }

    private <T> T watched(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (remote.isCalled()) {
                        askedMeanwhile.add(method.getName());
                    }
                    Optional.ofNullable(before.remove(method.getName())).ifPresent(Runnable::run);
                    return death.at(() -> method.invoke(target, arguments));
                }));
    }

    /** The end of the process, at one of the next calls of the database: before that is done, or just after it. */
    private static final class Death {
        private int calls;
        private final boolean isAfter;

        private Death(int calls, boolean isAfter) {
            this.calls = calls;
            this.isAfter = isAfter;
        }

        private static Death never() {
            return new Death(0, false); // the first call is behind it
        }

        private Object at(Callable<Object> work) throws Exception {
            calls--;
            if (calls == 0 && !isAfter) {
                throw new Killed();
            }
            Object result = work.call();
            if (calls == 0) {
                throw new Killed();
            }
            return result;
        }
    }

    /** The process is no more. */
    static final class Killed extends Error {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /**
     * Lets the process die.
     *
     * @param calls at which of the next calls of the database, from 1
     * @param isAfter whether that call is done
     */
    void dies(int calls, boolean isAfter) {
        death = new Death(calls, isAfter);
    }

    /** Lets the process live on, or another one begin. */
    void lives() {
        death = Death.never();
    }

    /** Lets something happen the next time just before this method of a port is called. */
    void before(String method, Runnable what) {
        before.put(method, what);
    }

    static User user(String id) {
        return user(id, "User " + id);
    }

    static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }

    /** Returns the ids from a number to another, both included. */
    static String[] ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    /** The directory has these users. */
    Office here(String... ids) {
        return here(Stream.of(ids).map(Office::user).toArray(User[]::new));
    }

    /** The directory has these users. */
    Office here(User... users) {
        Arrays.stream(users).forEach(user -> directory.save(user, Precondition.none(), new Attribution(PERSON, NOON)));
        return this;
    }

    /** The directory has these users no more. */
    void removed(String... ids) {
        Arrays.stream(ids)
                .forEach(id -> directory.remove(new UserId(id), Precondition.none(), new Attribution(PERSON, NOON)));
    }

    /** The remote has these users. */
    Office there(String... ids) {
        remote.has(Stream.of(ids).map(Office::user).toArray(User[]::new));
        return this;
    }

    /** Both had these users, as a run saw a day ago. */
    static Office known(String... ids) throws InterruptedException {
        Office office = opened().everywhere(ids);
        office.run();
        office.later(Duration.ofHours(24));
        return office;
    }

    /** Both have these users. */
    Office everywhere(String... ids) {
        return here(ids).there(ids);
    }

    /** Lets time pass. */
    void later(Duration time) {
        now = now.plus(time);
    }

    static RunOrder order(Policy policy) {
        return order(new Reconciliation(policy, Soundness.DEFAULT, Limits.NONE));
    }

    static RunOrder order(Reconciliation rules) {
        return new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, RunOrder.Application.NEVER);
    }

    static RunOrder atOnce(Reconciliation rules) {
        return new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, RunOrder.Application.WITHIN_LIMITS);
    }

    /** Begins a run. */
    Run begun() {
        return begun(order(Policy.DEFAULT));
    }

    Run begun(RunOrder order) {
        return accepted(reconciler.begin(order, List.of(), CLERK));
    }

    /** Begins a run of these ids. */
    Run begunOf(String... ids) {
        var order = new RunOrder(RunOrder.RosterKind.IDS, order(Policy.DEFAULT).rules(), RunOrder.Application.NEVER);
        return accepted(reconciler.begin(order, Stream.of(ids).map(UserId::new).toList(), CLERK));
    }

    static Run accepted(Decision decision) {
        return ((Decision.Accepted) decision).run();
    }

    /** Begins a run, and works until it waits or is at its end. */
    Run run() throws InterruptedException {
        return worked(begun());
    }

    Run run(RunOrder order) throws InterruptedException {
        return worked(begun(order));
    }

    Run runOf(String... ids) throws InterruptedException {
        return worked(begunOf(ids));
    }

    /** Works until the run waits or is at its end, and returns it. */
    Run worked(Run run) throws InterruptedException {
        for (int page = 0; !runs.openPages(1).isEmpty(); page++) {
            if (page == MOST_PAGES) {
                throw new AssertionError("there is no end: " + runs.openPages(1));
            }
            step();
        }
        return now(run);
    }

    /** Does the next open page, and returns those that became open. */
    List<RunPage> step() throws InterruptedException {
        RunPage next = runs.openPages(1).getFirst();
        return work.work(next.run(), next.number());
    }

    /** Does pages until the next one is such a part, and returns it. */
    RunPage nextOf(Class<? extends Part> part) throws InterruptedException {
        while (!part.isInstance(runs.openPages(1).getFirst().part())) {
            step();
        }
        return runs.openPages(1).getFirst();
    }

    /** Applies the plan of a run. */
    Run applied(Run run) throws InterruptedException {
        return worked(accepted(reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, CLERK)));
    }

    /** Ends the run. */
    void cancelled(Run run) {
        accepted(reconciler.cancel(run.id(), OptionalLong.empty(), CLERK, ""));
    }

    /** Returns the run as it is now. */
    Run now(Run run) {
        return runs.find(run.id()).orElseThrow();
    }

    /** Returns the lines of a run, such as "1 update planned" and "2 same". */
    List<String> lines(Run run) {
        return runs.lines(run.id(), LineQuery.first(Integer.MAX_VALUE)).stream()
                .map(Office::text)
                .toList();
    }

    private static String text(RunLine line) {
        return Stream.of(
                        line.id().value(),
                        line.kind().word(),
                        line.state().map(RunLine.State::word).orElse(""))
                .filter(word -> !word.isEmpty())
                .collect(joining(" "));
    }

    RunLine line(Run run, String id) {
        return runs.line(run.id(), new UserId(id)).orElseThrow();
    }

    /** Returns how many lines of a kind a run has. */
    long count(Run run, Line.Kind kind) {
        return lines(run).stream()
                .filter(line -> line.contains(" " + kind.word()))
                .count();
    }

    /** Returns what is remembered of a user. */
    Sightings seen(String id) {
        return reconciler.sightings(new UserId(id)).orElse(Sightings.NONE);
    }

    /** Returns the users of the directory, in the order of ids. */
    List<User> users() {
        return directory.page(Query.first(1000)).entries().stream()
                .map(Entry::user)
                .toList();
    }
}
