package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import java.util.Optional;

/**
 * What is to become of some fields of a user; the others stay as they are.
 *
 * @param name the new name; empty to leave it
 * @param email the new address; empty to leave it
 */
public record Patch(Optional<String> name, Optional<String> email) {
    /**
     * Returns the user with these fields.
     *
     * @throws IllegalArgumentException if one of them can't be, as {@link User} says
     */
    public User applyTo(User user) {
        return new User(user.id(), name.orElse(user.name()), email.orElse(user.email()));
    }
}
