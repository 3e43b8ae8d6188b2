package dev.rollcall.http.server.connection;

/** Tokens, such as the names of fields (RFC 9110, section 5.6.2). */
final class Token {
    private Token() {}

    /** Returns whether a character may be part of a token. */
    static boolean mayContain(int c) {
        boolean isLetterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return isLetterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
