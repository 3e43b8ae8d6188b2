package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.Map;

/**
 * New values for some fields of a user; other fields are kept.
 *
 * @param values the new values, as {@link UserField#checked} reads them; an empty one makes the field unknown
 */
public record Patch(Map<UserField, String> values) {
    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException as {@link UserField#checked} says
     */
    public Patch {
        values.forEach(UserField::checked);
        values = Map.copyOf(values);
    }

    /** Returns the user with these values. */
    public User applyTo(User user) {
        return user.with(values);
    }
}
