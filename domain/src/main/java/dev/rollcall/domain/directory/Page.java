package dev.rollcall.domain.directory;

import java.util.List;
import java.util.Optional;

/**
 * A page of the directory, in the order of its query.
 *
 * @param entries the users on this page; empty if none matched
 * @param next the cursor of the next page, for {@link Query#after(Place)}; empty if this is the last page
 */
public record Page(List<Entry> entries, Optional<Place> next) {
    /** Copies the entries. */
    public Page {
        entries = List.copyOf(entries);
    }
}
