package dev.rollcall.domain;

/** A text as it stands in a message: in quotes, shortened, and with its control characters made visible. */
public final class Quoted {
    private static final int SHOWN = 40;

    private Quoted() {}

    /** Returns the first 40 characters of the text in double quotes; an ellipsis says that there were more. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> append(quoted, c));
        return quoted.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            quoted.append("\\u%04X".formatted(codePoint));
        } else {
            quoted.appendCodePoint(codePoint);
        }
    }
}
