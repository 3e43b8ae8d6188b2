package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of calling a roster on the remote: exactly one answer per id, in roster order.
 *
 * @param roster the ids that were called
 * @param answers one per id, in roster order
 * @param elapsed how long the roll call took
 * @param warnings what a person should know before trusting the answers, one sentence each; empty if nothing
 * @param canariesHeld whether the canaries that were asked, if any were, answered as they should
 */
public record RollCall(
        Roster roster, List<Answer> answers, Duration elapsed, List<String> warnings, boolean canariesHeld) {
    /** Creates a roll call whose canaries, if there are any, answered as they should. */
    public RollCall(Roster roster, List<Answer> answers, Duration elapsed, List<String> warnings) {
        this(roster, answers, elapsed, warnings, true);
    }

    /** Creates a roll call without warnings. */
    public RollCall(Roster roster, List<Answer> answers, Duration elapsed) {
        this(roster, answers, elapsed, List.of());
    }

    /**
     * Validates that the answers match the roster.
     *
     * @throws IllegalArgumentException if an answer is missing, duplicated or out of order
     */
    public RollCall {
        answers = List.copyOf(answers);
        warnings = List.copyOf(warnings);
        List<UserId> ids = roster.ids();
        if (answers.size() != ids.size()) {
            throw new IllegalArgumentException(
                    "a roll call of %s ids must have as many answers, not %s".formatted(ids.size(), answers.size()));
        }
        for (int i = 0; i < ids.size(); i++) {
            if (!answers.get(i).id().equals(ids.get(i))) {
                throw new IllegalArgumentException("answer %s must be of id %s, not %s"
                        .formatted(i, ids.get(i), answers.get(i).id()));
            }
        }
    }

    /** Returns the same roll call with one more warning. */
    public RollCall withWarning(String warning) {
        return new RollCall(
                roster,
                answers,
                elapsed,
                Stream.concat(warnings.stream(), Stream.of(warning)).toList(),
                canariesHeld);
    }

    /** Returns whether every answer is proven: none is late, none failed. */
    public boolean isComplete() {
        return counts().isComplete();
    }

    /** Returns the number of answers by outcome. */
    public Counts counts() {
        Counts counts = Counts.NONE;
        for (Answer answer : answers) {
            counts = counts.plus(answer);
        }
        return counts;
    }

    /** Returns the roll call without its answers. */
    public Summary summary() {
        return new Summary(counts(), elapsed, warnings);
    }

    /**
     * A roll call without its answers.
     *
     * @param counts the number of answers by outcome
     * @param elapsed how long the roll call took
     * @param warnings what a person should know before trusting the answers, one sentence each; empty if nothing
     */
    public record Summary(Counts counts, Duration elapsed, List<String> warnings) {
        /** Copies the warnings. */
        public Summary {
            warnings = List.copyOf(warnings);
        }

        /** Returns all warnings as one text, separated by spaces; empty if there are none. */
        public Optional<String> warning() {
            return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", warnings));
        }
    }

    /**
     * The number of answers by outcome.
     *
     * @param asked the number of ids; the sum of the others
     * @param present ids whose user the remote returned
     * @param absent ids that the remote proved not to have
     * @param late ids without an answer at the deadline
     * @param failed ids without a usable answer
     */
    public record Counts(int asked, int present, int absent, int late, int failed) {
        /** No ids. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** Returns the counts with one more answer. */
        public Counts plus(Answer answer) {
            return switch (answer) {
                case Answer.Present p -> new Counts(asked + 1, present + 1, absent, late, failed);
                case Answer.Absent a -> new Counts(asked + 1, present, absent + 1, late, failed);
                case Answer.Late l -> new Counts(asked + 1, present, absent, late + 1, failed);
                case Answer.Failed f -> new Counts(asked + 1, present, absent, late, failed + 1);
            };
        }

        /** Returns whether every answer is proven: none is late, none failed. */
        public boolean isComplete() {
            return late == 0 && failed == 0;
        }

        /** Returns the number of ids whose answer is proven. */
        public int proven() {
            return present + absent;
        }
    }
}
