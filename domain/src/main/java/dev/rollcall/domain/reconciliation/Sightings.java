package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What earlier runs have seen of a user on the remote. It is remembered from run to run.
 *
 * @param present when the user was last present, or created by a run; empty if the remote never knew the user
 * @param absences in how many sound runs the absence was proven since then
 * @param firstAbsent when it was first proven; empty if it wasn't
 * @param lastAbsent when it was last proven; empty if it wasn't
 * @param deactivated when a run deactivated the user for that; empty if none did
 */
public record Sightings(
        Optional<Instant> present,
        int absences,
        Optional<Instant> firstAbsent,
        Optional<Instant> lastAbsent,
        Optional<Instant> deactivated) {
    /** Nothing was ever seen. */
    public static final Sightings NONE =
            new Sightings(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Validates the absences.
     *
     * @throws IllegalArgumentException if the number doesn't fit the times, or somebody who was never present is counted absent
     */
    public Sightings {
        boolean isCounted = absences > 0;
        if (absences < 0 || firstAbsent.isPresent() != isCounted || lastAbsent.isPresent() != isCounted) {
            throw new IllegalArgumentException(
                    "%s absences, from %s to %s".formatted(absences, firstAbsent, lastAbsent));
        }
        if (isCounted && present.isEmpty()) {
            throw new IllegalArgumentException("whom the remote never knew can't have left it");
        }
    }

    /** Returns the sightings of somebody who was present then. */
    public static Sightings present(Instant at) {
        return new Sightings(Optional.of(at), 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns how an answer of a sound run changes them. A presence ends all absences. An absence counts if the user was ever present. What is
     * late or failed ends all absences, too: they must be proven in runs that follow each other.
     */
    public Sightings after(Proof proof) {
        return switch (proof.answer()) {
            case Answer.Present seen ->
                new Sightings(Optional.of(proof.at()), 0, Optional.empty(), Optional.empty(), deactivated);
            case Answer.Absent gone -> absent(proof.at());
            case Answer.Late late -> begunAnew();
            case Answer.Failed failed -> begunAnew();
        };
    }

    private Sightings begunAnew() {
        return new Sightings(present, 0, Optional.empty(), Optional.empty(), deactivated);
    }

    private Sightings absent(Instant at) {
        return present.isEmpty()
                ? this
                : new Sightings(
                        present, absences + 1, firstAbsent.or(() -> Optional.of(at)), Optional.of(at), deactivated);
    }

    /**
     * Returns how an answer of a run that isn't sound changes them: as that of a sound one, but an absence doesn't count. A run in which nobody at
     * all is present, as in an outage, changes nothing.
     */
    public Sightings afterUnsound(Proof proof) {
        return proof.answer() instanceof Answer.Absent ? this : after(proof);
    }

    /** Returns them, given the user in the directory: whoever is active isn't deactivated any more. */
    public Sightings given(Optional<Entry> entry) {
        return entry.filter(known -> known.user().isActive()).isPresent() ? reactivated() : this;
    }

    /** Returns them after the user became active: by a run, or by hand. */
    public Sightings reactivated() {
        return deactivated.isPresent()
                ? new Sightings(present, absences, firstAbsent, lastAbsent, Optional.empty())
                : this;
    }

    /** Returns them after a run deactivated the user for being gone. */
    public Sightings deactivated(Instant at) {
        return new Sightings(present, absences, firstAbsent, lastAbsent, Optional.of(at));
    }

    /** Returns whether the remote knew the user in an earlier run, so that the user can have left. */
    public boolean isKnown() {
        return present.isPresent();
    }

    /** Returns the time between the first and the last proven absence; zero if there is none. */
    public Duration absentFor() {
        return firstAbsent
                .flatMap(first -> lastAbsent.map(last -> Duration.between(first, last)))
                .orElse(Duration.ZERO);
    }
}
