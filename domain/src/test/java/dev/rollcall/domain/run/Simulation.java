package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.SimulatedRemote.Weather;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Some weeks of a directory and of a remote, drawn at random: people join, leave, change their names and come back, and the remote has its
 * troubles. A run begins several times a day, and is applied. A person approves a plan beyond its limits only if all whom it removes have
 * left; if not, the plan is rejected.
 */
final class Simulation {
    private static final Actor NIGHT = new Actor("night job");
    private static final Actor PERSON = new Actor("person on call");
    /** Nobody of the remote, and nobody whom a run may touch. */
    private static final String LOCAL = "local";

    private final Random random;
    private final Reconciliation rules;
    private final SimulatedRemote remote;
    private final MapDirectory directory = new MapDirectory();
    private final MapRuns runs = new MapRuns(directory);
    private final PageWork work;
    private final Reconciler reconciler;
    private final List<String> wrong = new ArrayList<>();
    private final List<RunState> ends = new ArrayList<>();
    private final Set<String> removedOnce = new HashSet<>();
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private int nextId;
    private long removals;

    /**
     * Draws the beginning.
     *
     * @param between what is between the runs and the remote
     */
    Simulation(long seed, Reconciliation rules, UnaryOperator<RemoteUsers> between) {
        this.random = new Random(seed);
        this.rules = rules;
        this.remote = new SimulatedRemote(random);
        Optional<RemoteListing> listing = random.nextBoolean() ? Optional.of(remote) : Optional.empty();
        this.work = new PageWork(runs, directory, between.apply(remote), listing, CallPolicy.DEFAULT, () -> now);
        this.reconciler =
                new Reconciler(runs, directory, listing.isPresent(), Duration.ofHours(24), pages -> {}, () -> now);
        populate();
    }

    private void populate() {
        for (int i = 0; i < 20 + random.nextInt(20); i++) {
            join();
        }
        var begin = new Attribution(PERSON, now);
        for (User user : remote.users().values()) {
            if (random.nextInt(4) > 0) {
                directory.save(renamed(user), Precondition.none(), begin);
            }
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            directory.save(new User(new UserId(LOCAL + i), "Local", ""), Precondition.none(), begin);
        }
    }

    private void join() {
        nextId++;
        String id = Integer.toString(nextId);
        remote.users().put(id, new User(new UserId(id), "User " + id, id + "@example.org"));
    }

    private User renamed(User user) {
        return user.with(Map.of(UserField.NAME, "Name " + random.nextInt(1000)));
    }

    /** Lives for some days in any weather, and then as many in fine weather as it takes to notice the last who left. */
    void live(int days) {
        int runsADay = 3;
        reconcile(); // everybody is seen once
        int left = 0;
        for (int day = 0; day < days; day++) {
            if (left == 0) {
                Weather[] all = Weather.values();
                remote.set(random.nextBoolean() ? Weather.FINE : all[random.nextInt(all.length)]);
                left = 1 + random.nextInt(4);
            }
            left--;
            change();
            for (int i = 0; i < runsADay; i++) {
                reconcile();
                now = now.plus(Duration.ofHours(24 / runsADay));
            }
        }
        remote.set(Weather.FINE);
        for (int run = 0; run <= rules.policy().absence().runs(); run++) {
            reconcile();
            now = now.plus(Duration.ofHours(25));
        }
        compare();
    }

    private void change() {
        for (int i = 0; i < random.nextInt(3); i++) {
            join();
        }
        List<String> ids = new ArrayList<>(remote.users().keySet());
        for (int i = 0; i < random.nextInt(3) && ids.size() > 10; i++) {
            String id = ids.remove(random.nextInt(ids.size()));
            gone.put(id, remote.users().remove(id));
        }
        String changed = ids.get(random.nextInt(ids.size()));
        remote.users().computeIfPresent(changed, (id, user) -> renamed(user));
        // who comes back unseen, before the token loses its scope for them, looks like somebody who stays away
        boolean isSeen = remote.weather() == Weather.FINE;
        if (!gone.isEmpty() && isSeen && random.nextInt(4) == 0) {
            String back = gone.firstKey();
            remote.users().put(back, gone.remove(back));
        }
        // somebody changes a user by hand, too
        remote.users().keySet().stream()
                .findFirst()
                .flatMap(id -> directory.find(new UserId(id)))
                .ifPresent(entry ->
                        directory.save(renamed(entry.user()), Precondition.none(), new Attribution(PERSON, now)));
    }

    private final TreeMap<String, User> gone = new TreeMap<>();

    private void reconcile() {
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, RunOrder.Application.NEVER);
        Run run = ((Decision.Accepted) reconciler.begin(order, List.of(), NIGHT)).run();
        workAll();
        run = reconciler.find(run.id()).orElseThrow();
        if (run.state() == RunState.HELD) {
            decide(run);
        }
        if (state(run) == RunState.READY) {
            reconciler.apply(run.id(), OptionalLong.empty(), Drift.SKIP, NIGHT);
            workAll();
            check(run);
        }
        ends.add(state(run));
    }

    private RunState state(Run run) {
        return reconciler.find(run.id()).orElseThrow().state();
    }

    private void decide(Run run) {
        boolean isTrue = removals(run).stream().noneMatch(line -> isThere(line.id()));
        if (isTrue) {
            reconciler.approve(run.id(), OptionalLong.empty(), PERSON, "they left");
        } else {
            reconciler.reject(run.id(), OptionalLong.empty(), PERSON, "they are all there");
        }
    }

    private List<RunLine> removals(Run run) {
        var query =
                new LineQuery(Set.of(Line.Kind.DEACTIVATE, Line.Kind.DELETE), Optional.empty(), Optional.empty(), 1000);
        return reconciler.lines(run.id(), query);
    }

    private boolean isThere(UserId id) {
        return remote.users().containsKey(id.value());
    }

    private void check(Run run) {
        for (RunLine line : removals(run)) {
            removals++;
            removedOnce.add(line.id().value());
            if (isThere(line.id())) {
                wrong.add("run %s in weather %s: %s %s, who is there"
                        .formatted(run.id(), remote.weather(), line.kind().word(), line.id()));
            }
            if (line.id().value().startsWith(LOCAL)) {
                wrong.add("run %s: %s %s, whom the remote never knew"
                        .formatted(run.id(), line.kind().word(), line.id()));
            }
        }
    }

    private void workAll() {
        try {
            work.workAll();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compare() {
        Set<User> there = new HashSet<>(remote.users().values());
        Set<User> here = new HashSet<>();
        for (Entry entry : directory.page(Query.first(1000)).entries()) {
            if (!entry.user().id().value().startsWith(LOCAL)) {
                here.add(entry.user());
            }
        }
        Set<String> differing = new TreeSet<>();
        here.stream().filter(user -> !there.contains(user)).forEach(user -> differing.add("here alone: " + user));
        there.stream().filter(user -> !here.contains(user)).forEach(user -> differing.add("there alone: " + user));
        wrong.addAll(differing);
    }

    /** Returns what went wrong, a sentence each. */
    List<String> wrong() {
        return wrong;
    }

    /** Returns how many users were deactivated or deleted. */
    long removals() {
        return removals;
    }

    /** Returns how many runs ended in a state. */
    long ended(RunState state) {
        return ends.stream().filter(state::equals).count();
    }
}
