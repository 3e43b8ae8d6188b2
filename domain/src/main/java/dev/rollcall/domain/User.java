package dev.rollcall.domain;

/**
 * A person's record.
 *
 * @param id the user's id
 * @param name what the person is called, at most {@value #MAX_NAME} characters without control characters; empty if unknown
 * @param email the address, at most {@value #MAX_EMAIL} characters without control characters; empty if unknown; its form is
 *     not checked, since only delivery could prove it
 */
public record User(UserId id, String name, String email) {
    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;
    /** The longest email address, in characters: 64 before the @ and 255 behind it (RFC 5321, section 4.5.3.1). */
    public static final int MAX_EMAIL = 320;

    /**
     * Checks name and email.
     *
     * @throws IllegalArgumentException if one of them is too long or has a control character; the message names it
     */
    public User {
        Text.checked("name", name, 0, MAX_NAME);
        Text.checked("email", email, 0, MAX_EMAIL);
    }
}
