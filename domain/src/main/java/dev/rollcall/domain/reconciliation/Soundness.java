package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.rollcall.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run must have found so that absences count in it. A remote that is half down, or answers for another realm, must not make anybody
 * absent.
 *
 * @param completeness how many of a hundred answers must be proven, 0 to 100
 */
public record Soundness(int completeness) {
    /** Why an absence leads to nothing in a run that isn't sound. */
    public static final String DOUBT = "absent, but the run isn't sound";
    /** 95 of a hundred. */
    public static final Soundness DEFAULT = new Soundness(95);

    /**
     * Validates the share.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Soundness {
        if (completeness < 0 || completeness > 100) {
            throw new IllegalArgumentException("completeness must be 0 to 100: " + completeness);
        }
    }

    /** Returns whether a line of this kind rests on an absence, so that a run that isn't sound must not tell it. */
    public static boolean isDoubtful(Line.Kind kind, Answer answer) {
        return answer instanceof Answer.Absent && (kind.isAction() || kind == Line.Kind.WATCHED);
    }

    /**
     * Returns whether a run has found nobody so far, and can't become sound whatever else is answered.
     *
     * @param counts what it has found so far
     * @param expected how many answers there will be
     */
    public boolean isOutOfReach(LineCounts counts, long expected) {
        long answers = Math.max(expected, counts.answers());
        return counts.present() == 0 && 100 * (answers - counts.unproven()) < completeness * answers;
    }

    /**
     * Returns why a run isn't sound, a sentence without a full stop for each reason; empty if it is.
     *
     * @param counts what it found
     * @param canariesHeld whether the canaries, if there are any, were answered as they should be
     */
    public List<String> doubts(LineCounts counts, boolean canariesHeld) {
        List<String> doubts = new ArrayList<>();
        long proven = counts.answers() - counts.unproven();
        if (100 * proven < completeness * counts.answers()) {
            doubts.add("only %s of %s answers are proven, and at least %s %% must be"
                    .formatted(proven, counts.answers(), completeness));
        }
        if (counts.present() == 0) {
            doubts.add("nobody is present");
        }
        if (!canariesHeld) {
            doubts.add("a canary wasn't answered as it should be");
        }
        return doubts;
    }
}
