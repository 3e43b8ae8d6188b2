package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.UserId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run found, and what is to be done. It changes nothing by itself; whoever applies it does exactly its changes, or tells which were
 * skipped.
 *
 * @param lines a line for each user, in the order of ids
 * @param counts what they come to
 * @param verdict what may be done with it
 * @param sightings what is to be remembered of each user for the next run
 */
public record Plan(List<Line> lines, LineCounts counts, Verdict verdict, Map<UserId, Sightings> sightings) {
    /** Copies the collections. */
    public Plan {
        lines = List.copyOf(lines);
        sightings = Map.copyOf(sightings);
    }

    /** Returns the lines that change the directory. */
    public Stream<Line.Action> changes() {
        return lines.stream().filter(Line.Action.class::isInstance).map(Line.Action.class::cast);
    }
}
