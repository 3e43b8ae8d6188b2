package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.reconciliation.Comparison;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.io.Serial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls users by name, those who have no line yet: their answers alone can prove an absence. Safe for use by many threads.
 */
final class NameCalling {
    /** How many pages are split off at once. */
    private static final int SPLIT = 100;
    /** A run is looked at once in so many heart beats, which is about once a second. */
    private static final int BEATS = 4;

    private final Runs runs;
    private final Known known;
    private final Directory directory;
    private final RemoteUsers remote;
    private final CallPolicy policy;
    private final InstantSource clock;

    NameCalling(Runs runs, Directory directory, RemoteUsers remote, CallPolicy policy, InstantSource clock) {
        this.runs = runs;
        this.known = new Known(runs, directory);
        this.directory = directory;
        this.remote = remote;
        this.policy = policy;
        this.clock = clock;
    }

    /** Nobody wants to know any more. */
    private static final class Unwanted extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** Returns the ranges of the next users of the directory, and the rest to be split. */
    Runs.Called split(Optional<Place> begin) {
        List<Part> parts = new ArrayList<>();
        Optional<Place> after = begin;
        for (int i = 0; i < SPLIT; i++) {
            Page page = pageAfter(after);
            parts.add(new Part.Range(after, page.next()));
            if (page.next().isEmpty()) {
                return Runs.Called.only(parts);
            }
            after = page.next();
        }
        parts.add(new Part.Split(after));
        return Runs.Called.only(parts);
    }

    private Page pageAfter(Optional<Place> place) {
        Query first = Query.first(RunPage.MAX_USERS);
        return directory.page(place.map(first::after).orElse(first));
    }

    /** Returns what the remote says of the users in a range; empty if nobody wants to know any more. */
    Optional<Runs.Called> range(Run run, RunPage page, Part.Range range) throws InterruptedException {
        Page users = pageAfter(range.after());
        Map<UserId, Entry> entries = new LinkedHashMap<>();
        users.entries().stream()
                .filter(entry -> range.last()
                        .filter(last -> Order.ID.placeOf(entry.user()).compareTo(last) > 0)
                        .isEmpty())
                .forEach(entry -> entries.put(entry.user().id(), entry));
        // others may have come in between since the range was made
        boolean isWhole = entries.size() < RunPage.MAX_USERS
                || users.next().isEmpty()
                || users.next().equals(range.last());
        List<Part> rest = isWhole ? List.of() : List.of(new Part.Range(users.next(), range.last()));
        return call(run, page, entries.keySet(), entries, rest);
    }

    /** Returns what the remote says of users; empty if nobody wants to know any more. */
    Optional<Runs.Called> named(Run run, RunPage page, List<UserId> ids) throws InterruptedException {
        return call(run, page, Set.copyOf(ids), known.entries(ids), List.of());
    }

    private Optional<Runs.Called> call(
            Run run, RunPage page, Set<UserId> ids, Map<UserId, Entry> entries, List<Part> next)
            throws InterruptedException {
        List<UserId> missing = new ArrayList<>(ids);
        missing.removeAll(known.withLine(run.id(), ids));
        if (missing.isEmpty()) {
            return Optional.of(Runs.Called.only(next));
        }
        var findings = new PageFindings(new Comparison(run.order().rules().policy()), known.sightings(missing));
        Instant began = clock.instant();
        RollCall call;
        try {
            call = remote.call(Roster.of(missing), policy, whileOpen(page));
        } catch (Unwanted e) {
            return Optional.empty();
        }
        for (Answer answer : call.answers()) {
            findings.add(Optional.ofNullable(entries.get(answer.id())), Proof.inCall(answer, began));
        }
        return Optional.of(findings.called(call.canariesHeld(), call.warnings(), next));
    }

    private CallListener whileOpen(RunPage page) {
        var beats = new Object() {
            private int count;
        };
        return CallListener.waitingFor(() -> {
            beats.count++;
            if (beats.count % BEATS == 0
                    && runs.openPage(page.run(), page.number()).isEmpty()) {
                throw new Unwanted();
            }
        });
    }
}
