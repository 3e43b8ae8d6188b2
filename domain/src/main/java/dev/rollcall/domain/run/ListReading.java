package dev.rollcall.domain.run;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.reconciliation.Comparison;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Sightings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the remote's list of its users: who is on it is present. However it ends, everybody else in the directory is called by name
 * afterwards. Safe for use by many threads.
 */
final class ListReading {
    private static final List<Part> BY_NAME = List.of(new Part.Split(Optional.empty()));

    private final Known known;
    private final Optional<RemoteListing> listing;
    private final InstantSource clock;

    ListReading(Known known, Optional<RemoteListing> listing, InstantSource clock) {
        this.known = known;
        this.listing = listing;
        this.clock = clock;
    }

    /** Returns what the page of the list at a position tells. */
    Runs.Called of(Run run, ListingPosition position) throws InterruptedException {
        if (listing.isEmpty()) {
            return Runs.Called.only(BY_NAME);
        }
        try {
            return found(run, position, listing.get().page(position.cursor()));
        } catch (ListingFailure | IllegalArgumentException e) {
            return Runs.Called.only(BY_NAME)
                    .warning("The remote's list was cut (%s): everybody who wasn't on it by then was called by name."
                            .formatted(e.getMessage()));
        }
    }

    private Runs.Called found(Run run, ListingPosition position, ListedPage page) throws ListingFailure {
        Instant at = clock.instant();
        Map<UserId, User> fresh = new LinkedHashMap<>();
        page.users().forEach(user -> fresh.putIfAbsent(user.id(), user));
        fresh.keySet().removeAll(known.withLine(run.id(), fresh.keySet()));
        Map<UserId, Sightings> seen = known.sightings(fresh.keySet());
        ListingPosition next = position.behind(page, fresh.size() - repeated(run, seen));
        var findings = new PageFindings(new Comparison(run.order().rules().policy()), seen);
        Map<UserId, Entry> entries = known.entries(fresh.keySet());
        fresh.values()
                .forEach(user -> findings.add(Optional.ofNullable(entries.get(user.id())), Proof.listed(user, at)));
        return findings.called(
                true,
                page.unreadable().stream()
                        .map("On the list, but unreadable: %s."::formatted)
                        .toList(),
                next.cursor().isPresent() ? List.of(new Part.Listed(next)) : BY_NAME);
    }

    /** Returns how many of those without a line were seen in the run nevertheless: joiners of whom nothing is told. */
    private static int repeated(Run run, Map<UserId, Sightings> seen) {
        return (int) seen.values().stream()
                .filter(known ->
                        known.present().filter(at -> !at.isBefore(run.began())).isPresent())
                .count();
    }
}
