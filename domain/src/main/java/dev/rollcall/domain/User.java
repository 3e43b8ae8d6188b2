package dev.rollcall.domain;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Map;

/**
 * A person's record.
 *
 * @param id the user's id
 * @param values the known fields, each as its {@link UserField} allows; an empty value is the same as none
 */
public record User(UserId id, Map<UserField, String> values) {
    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException as {@link UserField#checked} says
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

    /** Returns the value of a field; empty if unknown. */
    public String get(UserField field) {
        return values.getOrDefault(field, "");
    }

    /** Returns the name; empty if unknown. */
    public String name() {
        return get(UserField.NAME);
    }

    /** Returns the email address; empty if unknown. */
    public String email() {
        return get(UserField.EMAIL);
    }

    /**
     * Returns a copy of the user with these values; other fields are kept.
     *
     * @param changes an empty value makes the field unknown
     * @throws IllegalArgumentException as the constructor does
     */
    public User with(Map<UserField, String> changes) {
        Map<UserField, String> changed = new HashMap<>(values);
        changed.putAll(changes);
        return new User(id, changed);
    }

    /** Returns the id and the known fields, by name. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> ", " + value)
                .sorted()
                .collect(joining("", "User[id=" + id, "]"));
    }
}
