package dev.rollcall.domain;

/**
 * The id of a user: opaque text, the same in the directory and on the remote.
 *
 * <p>It has 1 to {@value #MAX_LENGTH} characters (UTF-16 units), none of them a control character, and is neither {@code .}
 * nor {@code ..}: an id stands in the path of a URI, where those two mean another place (RFC 3986, section 5.2.4). Ids
 * compare as text, so {@code 1} and {@code 01} are two ids.
 *
 * @param value the text
 */
public record UserId(String value) {
    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if the text can't be an id; the message says why and shows it
     */
    public UserId {
        Text.checked("id", value, 1, MAX_LENGTH);
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(
                    "id must not be %s, which means another place in a URI".formatted(Quoted.of(value)));
        }
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return value;
    }
}
