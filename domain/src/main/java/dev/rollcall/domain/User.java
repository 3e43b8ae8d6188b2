package dev.rollcall.domain;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A person's record.
 *
 * @param id the user's id
 * @param values the known fields, each as its {@link UserField} reads it; the usual value is the same as none
 */
public record User(UserId id, Map<UserField, String> values) {
    /**
     * Reads the values.
     *
     * @throws IllegalArgumentException as {@link UserField#checked} says
     */
    public User {
        values = known(values);
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
        for (Map.Entry<UserField, String> value : values.entrySet()) {
            if (!isKnown(value.getKey(), value.getValue())) {
                return read(values);
            }
        }
        return Map.copyOf(values); // which a database has by far most often
    }

    private static boolean isKnown(UserField field, String text) {
        return field.checked(text).equals(text) && !text.equals(field.usual());
    }

    private static Map<UserField, String> read(Map<UserField, String> values) {
        Map<UserField, String> known = HashMap.newHashMap(values.size());
        values.forEach((field, text) -> {
            String value = field.checked(text);
            if (!value.equals(field.usual())) {
                known.put(field, value);
            }
        });
        return Map.copyOf(known);
    }

    /** Returns the value of a field; the usual one if nothing is known. */
    public String get(UserField field) {
        return values.getOrDefault(field, field.usual());
    }

    /** Returns the name; empty if unknown. */
    public String name() {
        return get(UserField.NAME);
    }

    /** Returns the email address; empty if unknown. */
    public String email() {
        return get(UserField.EMAIL);
    }

    /** Returns whether the user is active. */
    public boolean isActive() {
        return !values.containsKey(UserField.ACTIVE);
    }

    /** Returns the attributes, by name; none of them is empty. */
    public SortedMap<String, String> attributes() {
        SortedMap<String, String> attributes = new TreeMap<>();
        values.forEach((field, value) -> {
            if (field.isAttribute()) {
                attributes.put(field.name(), value);
            }
        });
        return attributes;
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

    /** Returns the fields in which two users differ, in their order; where there is no user, nothing is known. */
    public static List<UserField> differences(Optional<User> one, Optional<User> other) {
        Map<UserField, String> values = one.map(User::values).orElse(Map.of());
        Map<UserField, String> others = other.map(User::values).orElse(Map.of());
        return Stream.concat(values.keySet().stream(), others.keySet().stream())
                .distinct()
                .filter(field -> !Objects.equals(values.get(field), others.get(field)))
                .sorted()
                .toList();
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
