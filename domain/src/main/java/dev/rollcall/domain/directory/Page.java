package dev.rollcall.domain.directory;

import java.util.List;
import java.util.Optional;

/**
 * A page of the directory, in the order that was asked for.
 *
 * @param entries the users of this page; empty if none matched
 * @param next what {@link Query#after(Place)} takes for the next page; empty if this is the last
 */
public record Page(List<Entry> entries, Optional<Place> next) {
    /** Copies the entries. */
    public Page {
        entries = List.copyOf(entries);
    }
}
