package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.reconciliation.Comparison;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.rollcall.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What comes of the proofs of a page. Presences are remembered at once, absences only once the whole run is known to be sound. For one
 * thread.
 */
final class PageFindings {
    private final Comparison comparison;
    private final Map<UserId, Sightings> seen;
    private final List<RunLine> lines = new ArrayList<>();
    private final Map<UserId, Sightings> remembered = new HashMap<>();
    private LineCounts counts = LineCounts.NONE;

    /**
     * Creates it.
     *
     * @param seen what earlier runs have seen of the users
     */
    PageFindings(Comparison comparison, Map<UserId, Sightings> seen) {
        this.comparison = comparison;
        this.seen = seen;
    }

    /** Adds what was proven of a user, who may be in the directory. */
    void add(Optional<Entry> entry, Proof proof) {
        Sightings before = seen.getOrDefault(proof.id(), Sightings.NONE);
        Optional<Line> line = comparison.of(entry, proof, before);
        line.map(RunLine::of).ifPresent(lines::add);
        line.map(LineCounts::of).ifPresent(count -> counts = counts.plus(count));
        Sightings after = (proof.answer() instanceof Answer.Present ? before.after(proof) : before).given(entry);
        if (!after.equals(before)) {
            remembered.put(proof.id(), after);
        }
    }

    /** Returns all of it. */
    Runs.Called called(boolean canariesHeld, List<String> warnings, List<Part> next) {
        return new Runs.Called(lines, counts, remembered, canariesHeld, warnings, next);
    }
}
