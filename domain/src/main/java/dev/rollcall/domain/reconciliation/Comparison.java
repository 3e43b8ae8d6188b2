package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import java.util.Map;
import java.util.Optional;

/** Compares what the directory has of a user with what the remote said, as a sound run may. Safe for use by many threads. */
public final class Comparison {
    private final Policy policy;

    /** Creates it. */
    public Comparison(Policy policy) {
        this.policy = policy;
    }

    /**
     * Compares one user.
     *
     * @param entry the user in the directory; empty if it isn't there
     * @param proof what the remote said
     * @param seen what earlier runs have seen
     * @return the line of the user; empty if there is nothing to say
     */
    public Optional<Line> of(Optional<Entry> entry, Proof proof, Sightings seen) {
        return switch (proof.answer()) {
            case Answer.Present present ->
                entry.isPresent()
                        ? Optional.of(onBothSides(entry.get(), present.user(), proof, seen))
                        : joiner(present.user(), proof);
            case Answer.Absent absent -> entry.map(known -> absent(known, proof, seen.after(proof)));
            case Answer.Late late -> Optional.of(new Line.Undecided(late.explanation(), proof));
            case Answer.Failed failed -> Optional.of(new Line.Undecided(failed.explanation(), proof));
        };
    }

    private Optional<Line> joiner(User remote, Proof proof) {
        return switch (policy.create()) {
            case NEVER -> Optional.empty();
            case REPORT -> Optional.of(new Line.Joiner(policy.created(remote), proof));
            case CREATE -> Optional.of(new Line.Create(policy.created(remote), proof));
        };
    }

    private Line onBothSides(Entry entry, User remote, Proof proof, Sightings seen) {
        User before = entry.user();
        User merged = policy.merged(before, remote);
        // who was deactivated for being gone is back
        boolean isBack = seen.deactivated().isPresent()
                && (remote.isActive() || !policy.fields().containsKey(UserField.ACTIVE));
        User after = isBack ? merged.with(Map.of(UserField.ACTIVE, "true")) : merged;
        if (after.equals(before)) {
            return new Line.Same(entry, proof);
        }
        if (after.isActive() == before.isActive()) {
            return unlessProtected(entry, new Line.Update(entry, after, proof));
        }
        return unlessProtected(
                entry,
                after.isActive() ? new Line.Reactivate(entry, after, proof) : new Line.Deactivate(entry, after, proof));
    }

    private Line absent(Entry entry, Proof proof, Sightings seen) {
        if (!seen.isKnown()) {
            return new Line.Local(entry, proof);
        }
        if (policy.removals() == Policy.Removals.NEVER || !policy.absence().isMetBy(seen)) {
            return watched(entry, proof, seen);
        }
        if (entry.user().isActive()) {
            User inactive = entry.user().with(Map.of(UserField.ACTIVE, "false"));
            return unlessProtected(entry, new Line.Deactivate(entry, inactive, proof));
        }
        if (policy.removals() == Policy.Removals.DEACTIVATE) {
            return new Line.Same(entry, proof);
        }
        // the entry may have changed later than it was deactivated, so that this is no sooner than the policy says
        boolean isOver = !entry.changed().plus(policy.grace()).isAfter(proof.at());
        return isOver ? unlessProtected(entry, new Line.Delete(entry, proof)) : watched(entry, proof, seen);
    }

    private Line watched(Entry entry, Proof proof, Sightings seen) {
        return new Line.Watched(
                entry,
                seen.absences(),
                policy.absence().runs(),
                seen.firstAbsent().orElse(proof.at()),
                proof);
    }

    private Line unlessProtected(Entry entry, Line.Action change) {
        return policy.protection().covers(entry.user())
                ? new Line.Protected(entry, change.kind(), change.proof())
                : change;
    }
}
