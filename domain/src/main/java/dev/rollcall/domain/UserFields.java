package dev.rollcall.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields that a directory declares: name, email, active and its attributes. Every file format, form, page and document follows this
 * list; users may have further attributes, which are kept and not shown.
 *
 * @param all in display and file order
 */
public record UserFields(List<UserField> all) {
    /** The maximum number of attributes. */
    public static final int MAX_ATTRIBUTES = 32;
    /** The fields of every user, without attributes. */
    public static final UserFields BASIC = new UserFields(List.of(UserField.NAME, UserField.EMAIL, UserField.ACTIVE));

    /** Names with another meaning in documents, files and forms of users. */
    private static final Set<String> RESERVED = Set.of(
            "id", "name", "email", "active", "version", "changed", "action", "outcome", "reason", "detail", "attempts");

    /** Copies the list. */
    public UserFields {
        all = List.copyOf(all);
    }

    /**
     * Returns the fields with these attributes.
     *
     * @param names the names of the attributes, in display order; at most {@value #MAX_ATTRIBUTES}
     * @throws IllegalArgumentException if there are too many, or a name is malformed, reserved or given twice; the message says which
     */
    public static UserFields with(List<String> names) {
        if (names.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "there must be at most %s attributes, not %s".formatted(MAX_ATTRIBUTES, names.size()));
        }
        List<UserField> all = new ArrayList<>(BASIC.all());
        Set<String> seen = new HashSet<>(RESERVED);
        for (String name : names) {
            UserField attribute = UserField.attribute(name);
            if (!seen.add(name)) {
                throw new IllegalArgumentException("an attribute must not be named %s, which %s"
                        .formatted(name, RESERVED.contains(name) ? "has another meaning" : "is given twice"));
            }
            all.add(attribute);
        }
        return new UserFields(all);
    }

    /** Returns the attributes among the fields. */
    public List<UserField> attributes() {
        return all.stream().filter(UserField::isAttribute).toList();
    }

    /** Returns the names of the columns of a file, and of the members of a document: the id, and each field. */
    public List<String> names() {
        return Stream.concat(Stream.of("id"), all.stream().map(UserField::name)).toList();
    }

    /** Returns the field with the name; empty if there is none. */
    public Optional<UserField> find(String name) {
        return all.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
