package dev.rollcall.domain.run;

import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import java.util.Optional;
import java.util.Set;

/**
 * Which lines of a run to read, in the order of ids.
 *
 * @param kinds only these kinds; empty for all
 * @param state only lines in this state; empty for all
 * @param after only those behind this place; empty for all
 * @param limit the maximum number, at least 1
 */
public record LineQuery(Set<Line.Kind> kinds, Optional<RunLine.State> state, Optional<Place> after, int limit) {
    /** Copies the kinds. */
    public LineQuery {
        kinds = Set.copyOf(kinds);
    }

    /** Returns the query of the first lines. */
    public static LineQuery first(int limit) {
        return new LineQuery(Set.of(), Optional.empty(), Optional.empty(), limit);
    }

    /** Returns the same query for those behind a place. */
    public LineQuery after(Place place) {
        return new LineQuery(kinds, state, Optional.of(place), limit);
    }

    /** Returns whether a line is among them, wherever it is. */
    public boolean includes(RunLine line) {
        return (kinds.isEmpty() || kinds.contains(line.kind())) && (state.isEmpty() || state.equals(line.state()));
    }
}
