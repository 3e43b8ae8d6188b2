package dev.rollcall.domain;

/**
 * The id of a user: opaque text, the same in the directory and on the remote.
 *
 * <p>It has 1 to {@value #MAX_LENGTH} characters (UTF-16 units), no control characters, and is neither {@code .} nor {@code ..}: in the
 * path of a URI, those are dot segments (RFC 3986, section 5.2.4). Ids compare as text, so {@code 1} and {@code 01} differ.
 *
 * @param value the text
 */
public record UserId(String value) {
    /** The maximum length in UTF-16 units. */
    public static final int MAX_LENGTH = 128;

    /**
     * Validates the text.
     *
     * @throws IllegalArgumentException if the text isn't a valid id; the message says why and quotes it
     */
    public UserId {
        Text.checked("id", value, 1, MAX_LENGTH);
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(
                    "id must not be %s, which means another place in a URI".formatted(Quoted.of(value)));
        }
    }

    /**
     * Reads an id that people have written: white space at its ends, as in {@link Text#trimmed}, isn't part of it.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static UserId of(String text) {
        return new UserId(Text.trimmed(text));
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return value;
    }
}
