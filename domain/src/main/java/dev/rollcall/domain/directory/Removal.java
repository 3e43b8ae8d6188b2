package dev.rollcall.domain.directory;

import java.util.Optional;

/** The outcome of removing a user. */
public sealed interface Removal {
    /**
     * The user was removed.
     *
     * @param last its last entry
     */
    record Removed(Entry last) implements Removal {}

    /** There was no such user, and no precondition that it failed. */
    record Unknown() implements Removal {}

    /**
     * The precondition wasn't met; nothing was removed.
     *
     * @param current the current entry; empty if no user has the id
     */
    record Refused(Optional<Entry> current) implements Removal {}
}
