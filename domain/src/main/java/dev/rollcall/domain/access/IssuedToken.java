package dev.rollcall.domain.access;

/**
 * A token that was just issued.
 *
 * @param text what its program sends, which must be kept secret and can't be shown again
 * @param token what is known of it
 */
public record IssuedToken(String text, Token token) {
    /** Returns what is known of it, without its text. */
    @Override
    public String toString() {
        return token.toString();
    }
}
