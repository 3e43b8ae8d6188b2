package dev.rollcall.domain.directory;

import java.util.Optional;

/** What became of saving a user. */
public sealed interface Save {
    /**
     * The user was new.
     *
     * @param entry the user as it stands now
     */
    record Created(Entry entry) implements Save {}

    /**
     * The user was there and is now as given. Saving what is there already changes nothing, so it keeps version and instant.
     *
     * @param entry the user as it stands now
     */
    record Replaced(Entry entry) implements Save {}

    /**
     * The precondition wasn't met; nothing was written.
     *
     * @param current what is there instead; empty if no user has the id
     */
    record Refused(Optional<Entry> current) implements Save {}
}
