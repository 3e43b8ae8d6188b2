package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The page of all runs, latest first.
 *
 * @param found runs, and one more if there are older ones
 * @param before the number before which they are; empty for the latest
 * @param scheduled when the next one begins by itself; empty if none does
 * @param form the form that begins another
 * @param refused why it wasn't begun; empty if nothing was to be begun
 */
record RunList(
        List<Run> found, OptionalLong before, Optional<Instant> scheduled, BeginForm form, Optional<Refused> refused) {
    /** The number of runs on a page. */
    static final int RUNS = 50;

    RunList {
        found = List.copyOf(found);
    }

    List<Run> runs() {
        return found.stream().limit(RUNS).toList();
    }

    /** Returns the link to older runs; empty if there are none. */
    Optional<String> next() {
        return found.size() <= RUNS
                ? Optional.empty()
                : Optional.of("reconciliations?before=" + found.get(RUNS - 1).id());
    }

    /** Returns what a run found, in a few words. */
    static String findings(Run run) {
        LineCounts counts = run.tally().counts();
        long undecided = counts.of(Line.Kind.UNDECIDED);
        String changes = counts.changes() == 1 ? "1 change" : counts.changes() + " changes";
        return undecided == 0 ? changes : "%s, %s undecided".formatted(changes, undecided);
    }
}
