package dev.rollcall.domain;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Map;

/**
 * A person's record.
 *
 * @param id the user's id
 * @param values the values of the fields that are known, as each {@link UserField} allows; an empty one is the same as none
 */
public record User(UserId id, Map<UserField, String> values) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is too long or has a control character; the message names the field
     */
    public User {
        values.forEach(UserField::checked);
        values = Map.copyOf(values.containsValue("") ? known(values) : values);
    }

    /**
     * Creates a user with a name and an email address.
     *
     * @param name empty if unknown
     * @param email empty if unknown
     * @throws IllegalArgumentException as the other constructor does
     */
    public User(UserId id, String name, String email) {
        this(id, Map.of(UserField.NAME, name, UserField.EMAIL, email));
    }

    private static Map<UserField, String> known(Map<UserField, String> values) {
        Map<UserField, String> known = new HashMap<>(values);
        known.values().removeIf(String::isEmpty);
        return known;
    }

    /** Returns the value of a field; empty text if it is unknown. */
    public String get(UserField field) {
        return values.getOrDefault(field, "");
    }

    /** Returns what the person is called; empty text if that is unknown. */
    public String name() {
        return get(UserField.NAME);
    }

    /** Returns the email address; empty text if it is unknown. */
    public String email() {
        return get(UserField.EMAIL);
    }

    /**
     * Returns the same user with these values; fields that aren't among them stay as they are.
     *
     * @param changes an empty value makes the field unknown
     * @throws IllegalArgumentException as the constructor does
     */
    public User with(Map<UserField, String> changes) {
        Map<UserField, String> changed = new HashMap<>(values);
        changed.putAll(changes);
        return new User(id, changed);
    }

    /** Returns the id and the known values, by the names of their fields. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> ", " + value)
                .sorted()
                .collect(joining("", "User[id=" + id, "]"));
    }
}
