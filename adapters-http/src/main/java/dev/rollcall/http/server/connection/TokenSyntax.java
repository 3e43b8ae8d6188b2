package dev.rollcall.http.server.connection;

/** The syntax of tokens, such as the names of fields (RFC 9110, section 5.6.2). */
final class TokenSyntax {
    private TokenSyntax() {}

    /** Returns whether the first characters of a text, as many as given, are a token; fewer than one aren't. */
    static boolean begins(String text, int length) {
        for (int i = 0; i < length; i++) {
            if (!mayContain(text.charAt(i))) {
                return false;
            }
        }
        return length > 0;
    }

    /** Returns whether a character may be part of a token. */
    static boolean mayContain(int c) {
        boolean isLetterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return isLetterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
