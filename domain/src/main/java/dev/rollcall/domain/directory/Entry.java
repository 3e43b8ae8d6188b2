package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import java.time.Instant;

/**
 * A user in the directory.
 *
 * @param user the user
 * @param version a positive number for optimistic locking, new with every change and never reused, not even for a user who was removed
 *     and came back
 * @param changed when this version was written, in whole microseconds
 */
public record Entry(User user, long version, Instant changed) {
    /**
     * Validates the version.
     *
     * @throws IllegalArgumentException if the version isn't positive
     */
    public Entry {
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1: " + version);
        }
    }
}
