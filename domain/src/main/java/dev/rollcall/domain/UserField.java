package dev.rollcall.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a user besides the id: a text, empty if unknown.
 *
 * <p>{@link #ALL} is the one description of the fields: every file format, form, page, statement and document follows it. A new field is a
 * line here and a column in the database's schema.
 *
 * @param name what programs call it, in JSON, files, forms, settings and SQL: lower-case letters, digits and underscores, the first a letter
 * @param label what people call it, as the heading of a column
 * @param maxLength the most characters of a value (UTF-16 units), at least 1
 * @param description what it holds, in a sentence
 * @param example a value, for documentation
 */
public record UserField(String name, String label, int maxLength, String description, String example) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*"); // first, since the fields are checked by it

    /** What the person is called. */
    public static final UserField NAME =
            new UserField("name", "Name", 200, "What the person is called; empty if unknown.", "Ada Lovelace");
    /** The email address, of at most 64 characters before the @ and 255 behind it (RFC 5321, section 4.5.3.1). */
    public static final UserField EMAIL = new UserField(
            "email",
            "Email",
            320,
            "The address; empty if unknown. Its form is not checked, since only delivery could prove it.",
            "ada@example.org");
    /** All fields, in the order in which they are shown and written. */
    public static final List<UserField> ALL = List.of(NAME, EMAIL);

    /**
     * Checks name and limit.
     *
     * @throws IllegalArgumentException if the name has another form, or the limit isn't positive
     */
    public UserField {
        if (!FORM.matcher(name).matches() || maxLength < 1) {
            throw new IllegalArgumentException("not a field: %s of at most %s characters".formatted(name, maxLength));
        }
    }

    /**
     * Returns the value, checked.
     *
     * @throws IllegalArgumentException if it is too long or has a control character; the message names the field
     */
    public String checked(String value) {
        return Text.checked(name, value, 0, maxLength);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
