package dev.rollcall.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a user besides the id: text, empty if unknown.
 *
 * <p>{@link #ALL} is the single definition of the fields: every file format, form, page, statement and document follows it. A new field is
 * a line here and a column in the database schema.
 *
 * @param name the name in JSON, files, forms, settings and SQL: lower-case letters, digits and underscores, starting with a letter
 * @param label the name for people, such as a column heading
 * @param maxLength the maximum length of a value in UTF-16 units, at least 1
 * @param description the meaning, as a sentence
 * @param example an example value, for documentation
 */
public record UserField(String name, String label, int maxLength, String description, String example) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*"); // first: the constructors below use it

    /** The name of the person. */
    public static final UserField NAME =
            new UserField("name", "Name", 200, "The name of the person; empty if unknown.", "Ada Lovelace");
    /** The email address: at most 64 characters before the @ and 255 after it (RFC 5321, section 4.5.3.1). */
    public static final UserField EMAIL = new UserField(
            "email",
            "Email",
            320,
            "The email address; empty if unknown. Its syntax is not validated, since only delivery could prove it.",
            "ada@example.org");
    /** All fields, in display and file order. */
    public static final List<UserField> ALL = List.of(NAME, EMAIL);

    /**
     * Validates name and limit.
     *
     * @throws IllegalArgumentException if the name is malformed or the limit isn't positive
     */
    public UserField {
        if (!FORM.matcher(name).matches() || maxLength < 1) {
            throw new IllegalArgumentException("invalid field: %s of at most %s characters".formatted(name, maxLength));
        }
    }

    /**
     * Validates a value and returns it.
     *
     * @throws IllegalArgumentException if it is too long, has a control character or is malformed Unicode; the message names the field
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
