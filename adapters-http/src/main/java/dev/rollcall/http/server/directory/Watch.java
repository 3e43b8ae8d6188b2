package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.Reconciler;
import java.time.Instant;
import java.util.Optional;

/**
 * What the reconciliation knows of users, for their pages.
 *
 * @param reconciler remembers what runs have seen
 * @param rule when a user counts as gone
 */
public record Watch(Reconciler reconciler, AbsenceRule rule) {
    /**
     * What was seen of a user.
     *
     * @param words what, up to its time
     * @param at when
     */
    record Seen(String words, Instant at) {}

    /** Returns what was last seen of a user; empty if nothing ever was. */
    Optional<Seen> of(UserId id) {
        return reconciler.sightings(id).flatMap(this::seen);
    }

    private Optional<Seen> seen(Sightings sightings) {
        return sightings
                .firstAbsent()
                .map(first -> new Seen(
                        "watched: absent in %s of %s runs, since".formatted(sightings.absences(), rule.runs()), first))
                .or(() -> sightings.present().map(last -> new Seen("last seen on the remote at", last)));
    }
}
