package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * New values for some fields of a user, who is created if there is none.
 *
 * @param id the user's id
 * @param patch the new values; other fields are kept, and unknown in a new user
 */
public record Upsert(UserId id, Patch patch) {
    /** Returns an upsert to this user's name, email and activity, and the attributes that it has. */
    public static Upsert of(User user) {
        Map<UserField, String> values = new HashMap<>(user.values());
        UserFields.BASIC.all().forEach(field -> values.put(field, user.get(field)));
        return new Upsert(user.id(), new Patch(values));
    }

    /** Returns the user afterwards. */
    public User applyTo(Optional<User> before) {
        return patch.applyTo(before.orElseGet(() -> new User(id, Map.of())));
    }
}
