package dev.rollcall.domain.run;

import dev.rollcall.domain.directory.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One reconciliation, from its first question to its last change.
 *
 * @param id its number, from 1; later ones are greater
 * @param order what it is to do
 * @param acts how it came to its state, first to last; never empty
 * @param tally what it has come to so far
 * @param reasons why the plan is held or the run isn't sound, or why it failed: a sentence without a full stop each; else empty
 * @param warnings what a person should know before trusting it, a sentence each
 */
public record Run(
        long id, RunOrder order, List<Act> acts, RunTally tally, List<String> reasons, List<String> warnings) {
    /** The most warnings that a run keeps. */
    public static final int MAX_WARNINGS = 20;

    /** Copies the lists. */
    public Run {
        acts = List.copyOf(acts);
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    /** Returns its state. */
    public RunState state() {
        return acts.getLast().state();
    }

    /** Returns a number for optimistic locking, from 1; every act adds one. Progress within a state doesn't. */
    public long version() {
        return acts.size();
    }

    /** Returns who began it. */
    public Actor by() {
        return acts.getFirst().by();
    }

    /** Returns when it began. */
    public Instant began() {
        return acts.getFirst().at();
    }

    /** Returns the last act that brought it into a state; empty if it never was. */
    public Optional<Act> lastAct(RunState state) {
        return acts.stream().filter(act -> act.state() == state).reduce((earlier, later) -> later);
    }

    /** Returns when the remote had been asked and the plan was made; empty if it isn't yet, or never was. */
    public Optional<Instant> planned() {
        return acts.stream()
                .filter(act -> switch (act.state()) {
                    case READY, HELD, NOTHING_TO_DO, UNSOUND -> true;
                    default -> false;
                })
                .map(Act::at)
                .findFirst();
    }

    /**
     * Returns whether it has a plan that nobody may apply any more, since that is too old.
     *
     * @param maxAge how long after it was made a plan can be applied
     */
    public boolean isTooOld(Duration maxAge, Instant now) {
        Instant oldest = now.minus(maxAge);
        return (state() == RunState.READY || state() == RunState.HELD)
                && planned().filter(at -> at.isBefore(oldest)).isPresent();
    }

    /** Returns the act that ends it once it {@linkplain #isTooOld is too old}. */
    Act expiry(Duration maxAge, Instant now) {
        return new Act(RunState.EXPIRED, by(), now, "older than " + maxAge);
    }

    /** Returns when it came into its last state; empty if more can become of it. */
    public Optional<Instant> ended() {
        return state().isEnd() ? Optional.of(acts.getLast().at()) : Optional.empty();
    }

    /** Returns how many lines are planned and were neither applied nor skipped. */
    public long left() {
        return tally.counts().changes() - tally.applied() - tally.skipped();
    }
}
