package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans what makes the directory agree with the remote. Safe for use by many threads.
 *
 * <p>Users of the directory of whom there is no proof aren't in the plan: nobody asked for them.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="reconciliation"}
 *
 * @param policy what a plan may do
 * @param soundness when absences count
 * @param limits how much it may change without being approved
 */
public record Reconciliation(Policy policy, Soundness soundness, Limits limits) {
    /** Creates users, updates and deactivates them, with the usual caution. */
    public static final Reconciliation DEFAULT = new Reconciliation(Policy.DEFAULT, Soundness.DEFAULT, Limits.DEFAULT);

    private static final Comparator<UserId> BY_ID = Comparator.comparing(Reconciliation::place);

    private static Place place(UserId id) {
        return Order.placeOf(id);
    }

    /**
     * Plans from what was heard.
     *
     * @param directory the users of the directory, each once
     * @param proofs what the remote said, at most once for each id, in any order
     * @param seen what earlier runs remembered; nothing for the first run
     * @param canariesHeld whether the canaries, if there are any, were answered as they should be
     * @throws IllegalArgumentException if there are two proofs for an id
     */
    public Plan plan(
            Collection<Entry> directory, Collection<Proof> proofs, Map<UserId, Sightings> seen, boolean canariesHeld) {
        var comparison = new Comparison(policy);
        Map<UserId, Entry> entries = new HashMap<>();
        directory.forEach(entry -> entries.put(entry.user().id(), entry));
        List<Line> lines = new ArrayList<>();
        requireOnce(proofs);
        for (Proof proof : proofs) {
            Sightings before = seen.getOrDefault(proof.id(), Sightings.NONE);
            comparison
                    .of(Optional.ofNullable(entries.get(proof.id())), proof, before)
                    .ifPresent(lines::add);
        }
        List<String> doubts = soundness.doubts(counts(lines), canariesHeld);
        if (!doubts.isEmpty()) {
            lines.replaceAll(Reconciliation::inUnsoundRun);
        }
        lines.sort(Comparator.comparing(Line::id, BY_ID));
        LineCounts counts = counts(lines);
        return new Plan(
                lines,
                counts,
                verdict(counts, doubts, directory.size()),
                counts.present() == 0 ? seen : sightings(entries, proofs, seen, doubts.isEmpty()));
    }

    private static void requireOnce(Collection<Proof> proofs) {
        Set<UserId> ids = new HashSet<>();
        for (Proof proof : proofs) {
            if (!ids.add(proof.id())) {
                throw new IllegalArgumentException("two proofs for the id " + proof.id());
            }
        }
    }

    private static LineCounts counts(List<Line> lines) {
        LineCounts counts = LineCounts.NONE;
        for (Line line : lines) {
            counts = counts.plus(LineCounts.of(line));
        }
        return counts;
    }

    /** Returns the line as it is if the run isn't sound: no absence counts. */
    private static Line inUnsoundRun(Line line) {
        return Soundness.isDoubtful(line.kind(), line.proof().answer())
                ? new Line.Undecided(Soundness.DOUBT, line.proof())
                : line;
    }

    /**
     * Returns what may be done with the lines of a run.
     *
     * @param counts what they come to, as they are in a run that has these doubts
     * @param doubts why it isn't sound; empty if it is
     * @param directory the number of users in the directory
     */
    public Verdict verdict(LineCounts counts, List<String> doubts, long directory) {
        if (!doubts.isEmpty()) {
            return new Verdict.Unsound(doubts);
        }
        if (counts.changes() == 0) {
            return new Verdict.NothingToDo();
        }
        List<String> excesses = limits.excesses(counts, directory);
        return excesses.isEmpty() ? new Verdict.Ready() : new Verdict.Held(excesses);
    }

    private static Map<UserId, Sightings> sightings(
            Map<UserId, Entry> entries, Collection<Proof> proofs, Map<UserId, Sightings> seen, boolean isSound) {
        Map<UserId, Sightings> next = new HashMap<>(seen);
        for (Proof proof : proofs) {
            Sightings before = seen.getOrDefault(proof.id(), Sightings.NONE);
            Sightings after = (isSound ? before.after(proof) : before.afterUnsound(proof))
                    .given(Optional.ofNullable(entries.get(proof.id())));
            if (!after.equals(Sightings.NONE)) {
                next.put(proof.id(), after);
            }
        }
        return next;
    }
}
