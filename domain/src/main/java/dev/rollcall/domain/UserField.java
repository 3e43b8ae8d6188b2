package dev.rollcall.domain;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A field of a user besides the id: the {@link #NAME}, the {@link #EMAIL} address, whether the user is {@link #ACTIVE}, or an {@linkplain
 * #attribute attribute}. Fields are equal if their names are; attributes come after the others, by name.
 *
 * <p>A value is text. What a field has if nothing else is known is its {@linkplain #usual usual} value, which is never stored.
 */
public final class UserField implements Comparable<UserField> {
    /** The name of the person. */
    public static final UserField NAME =
            text(0, "name", "Name", 200, "The name of the person; empty if unknown.", "Ada Lovelace");
    /** The email address: at most 64 characters before the @ and 255 after it (RFC 5321, section 4.5.3.1). */
    public static final UserField EMAIL = text(
            1,
            "email",
            "Email",
            320,
            "The email address; empty if unknown. Its syntax is not validated, since only delivery could prove it.",
            "ada@example.org");
    /** Whether the user may use the systems that follow the directory: {@code true}, which is usual, or {@code false}. */
    public static final UserField ACTIVE = new UserField(
            2,
            "active",
            "Active",
            "true",
            5,
            "Whether the user is active; true unless something else is known.",
            "true");

    /** The maximum length of the name of an attribute, in characters. */
    public static final int MAX_NAME = 64;
    /** The maximum length of the value of an attribute, in UTF-16 units. */
    public static final int MAX_ATTRIBUTE = 1000;

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> YES = Set.of("true", "yes", "1", "active", "enabled");
    private static final Set<String> NO =
            Set.of("false", "no", "0", "inactive", "disabled", "suspended", "deactivated");

    private static final int ATTRIBUTE = 3;
    private static final Comparator<UserField> ORDER =
            Comparator.comparingInt((UserField field) -> field.rank).thenComparing(UserField::name);

    private final int rank;
    private final String name;
    private final String label;
    private final String usual;
    private final int maxLength;
    private final String description;
    private final String example;

    private UserField(
            int rank, String name, String label, String usual, int maxLength, String description, String example) {
        this.rank = rank;
        this.name = name;
        this.label = label;
        this.usual = usual;
        this.maxLength = maxLength;
        this.description = description;
        this.example = example;
    }

    private static UserField text(
            int rank, String name, String label, int maxLength, String description, String example) {
        return new UserField(rank, name, label, "", maxLength, description, example);
    }

    /**
     * Returns the attribute with this name: text of at most {@value #MAX_ATTRIBUTE} characters, empty if unknown.
     *
     * @throws IllegalArgumentException if the name isn't a lower-case letter followed by lower-case letters, digits and hyphens, at most
     *     {@value #MAX_NAME} in all
     */
    public static UserField attribute(String name) {
        if (name.length() > MAX_NAME || !FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an attribute must be named by a lower-case letter, and then lower-case letters, digits and hyphens, at most %s: %s"
                            .formatted(MAX_NAME, Quoted.of(name)));
        }
        String words = name.replace('-', ' ');
        String label = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return text(
                ATTRIBUTE,
                name,
                label,
                MAX_ATTRIBUTE,
                "The attribute %s; empty if unknown.".formatted(name),
                "an example");
    }

    /** Returns the name in JSON, files, forms and settings. */
    public String name() {
        return name;
    }

    /** Returns the name for people, such as a column heading. */
    public String label() {
        return label;
    }

    /** Returns the value of a user of whom nothing else is known: empty, or {@code true} for {@link #ACTIVE}. */
    public String usual() {
        return usual;
    }

    /** Returns whether the values are {@code true} and {@code false}. */
    public boolean isFlag() {
        return !usual.isEmpty();
    }

    /** Returns whether it is an attribute. */
    public boolean isAttribute() {
        return rank == ATTRIBUTE;
    }

    /** Returns the maximum length of a value in UTF-16 units. */
    public int maxLength() {
        return maxLength;
    }

    /** Returns the meaning, as a sentence. */
    public String description() {
        return description;
    }

    /** Returns an example value, for documentation. */
    public String example() {
        return example;
    }

    /**
     * Returns the value that a text stands for: without white space at its ends, and the usual one if it is empty then. A flag is {@code
     * true} if the text is true, yes, 1, active or enabled, and {@code false} if it is false, no, 0, inactive, disabled, suspended or
     * deactivated, in any case.
     *
     * @throws IllegalArgumentException if it is too long, has a control character or is malformed Unicode, or isn't one of the words for a
     *     flag; the message names the field
     */
    public String checked(String text) {
        String trimmed = Text.trimmed(text);
        return isFlag() ? flag(trimmed) : Text.checked(name, trimmed, 0, maxLength);
    }

    private String flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return usual;
        }
        if (YES.contains(word)) {
            return "true";
        }
        if (NO.contains(word)) {
            return "false";
        }
        throw new IllegalArgumentException("%s must be true or false: %s".formatted(name, Quoted.of(text)));
    }

    @Override
    public int compareTo(UserField other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof UserField field && name.equals(field.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
