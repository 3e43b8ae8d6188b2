package dev.rollcall.domain.directory;

import java.util.Optional;

/** What became of removing a user. */
public sealed interface Removal {
    /**
     * The user was there and is no longer.
     *
     * @param last the user as it last stood
     */
    record Removed(Entry last) implements Removal {}

    /** No user has the id, and nothing was asked of it. */
    record Unknown() implements Removal {}

    /**
     * The precondition wasn't met; nothing was removed.
     *
     * @param current what is there; empty if no user has the id
     */
    record Refused(Optional<Entry> current) implements Removal {}
}
