package dev.rollcall.domain.run;

import static java.util.stream.Collectors.toSet;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Concludes a run when all answers are there: only then it is known whether absences count. Safe for use by many threads. */
final class Settlement {
    private final Runs runs;
    private final InstantSource clock;

    Settlement(Runs runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** Returns what becomes of the next absences, and of the run if these are the last ones. */
    Runs.Settled of(Run run, Part.Settling part) {
        Reconciliation rules = run.order().rules();
        RunTally tally = run.tally();
        List<String> doubts = rules.soundness().doubts(tally.counts(), tally.canariesHeld());
        List<RunLine> lines = runs.unseen(run.id(), part.after(), RunPage.MAX_USERS);
        Map<UserId, Sightings> sightings =
                tally.counts().present() == 0 ? Map.of() : sightings(lines, doubts.isEmpty());
        Runs.Settled settled =
                doubts.isEmpty() ? new Runs.Settled(List.of(), LineCounts.NONE, sightings) : doubted(lines, sightings);
        if (lines.size() == RunPage.MAX_USERS) {
            return settled.next(new Part.Settling(Optional.of(lines.getLast().place())));
        }
        return concluded(run, settled, rules.verdict(tally.counts().plus(settled.counts()), doubts, tally.directory()));
    }

    private Map<UserId, Sightings> sightings(List<RunLine> lines, boolean isSound) {
        Map<UserId, Sightings> before =
                runs.sightings(lines.stream().map(RunLine::id).collect(toSet()));
        Map<UserId, Sightings> after = new HashMap<>();
        for (RunLine line : lines) {
            Sightings seen = before.getOrDefault(line.id(), Sightings.NONE);
            Sightings next = isSound ? seen.after(line.proof()) : seen.afterUnsound(line.proof());
            if (!next.equals(seen)) {
                after.put(line.id(), next);
            }
        }
        return after;
    }

    private static Runs.Settled doubted(List<RunLine> lines, Map<UserId, Sightings> sightings) {
        List<RunLine> changed = new ArrayList<>();
        LineCounts counts = LineCounts.NONE;
        for (RunLine line : lines) {
            RunLine doubted = line.ofUnsoundRun();
            if (!doubted.equals(line)) {
                changed.add(doubted);
                counts = counts.plus(LineCounts.ofChange(line.kind(), doubted.kind()));
            }
        }
        return new Runs.Settled(changed, counts, sightings);
    }

    private Runs.Settled concluded(Run run, Runs.Settled settled, Verdict verdict) {
        Instant now = clock.instant();
        return switch (verdict) {
            case Verdict.Ready ready -> ready(run, settled, now);
            case Verdict.Held held -> settled.ending(List.of(new Act(RunState.HELD, run.by(), now)), held.why());
            case Verdict.NothingToDo nothing ->
                settled.ending(List.of(new Act(RunState.NOTHING_TO_DO, run.by(), now)), List.of());
            case Verdict.Unsound unsound ->
                settled.ending(List.of(new Act(RunState.UNSOUND, run.by(), now)), unsound.why());
        };
    }

    private static Runs.Settled ready(Run run, Runs.Settled settled, Instant now) {
        List<Act> acts = new ArrayList<>(List.of(new Act(RunState.READY, run.by(), now)));
        if (run.order().application() == RunOrder.Application.NEVER) {
            return settled.ending(acts, List.of());
        }
        acts.add(new Act(RunState.APPLYING, run.by(), now));
        return settled.ending(acts, List.of()).next(new Part.Applying(Optional.empty()));
    }
}
