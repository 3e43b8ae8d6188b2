package dev.rollcall.domain.directory;

import java.util.Optional;

/** The outcome of saving a user. */
public sealed interface Save {
    /**
     * The user was created.
     *
     * @param entry the new entry
     */
    record Created(Entry entry) implements Save {}

    /**
     * The user existed and is now as given. An unchanged user keeps version and instant.
     *
     * @param entry the current entry
     */
    record Replaced(Entry entry) implements Save {}

    /**
     * The precondition wasn't met; nothing was written.
     *
     * @param current the current entry; empty if no user has the id
     */
    record Refused(Optional<Entry> current) implements Save {}
}
