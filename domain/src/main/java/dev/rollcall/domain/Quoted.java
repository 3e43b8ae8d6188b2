package dev.rollcall.domain;

import java.util.Locale;

/** Formats untrusted text for messages: escapes control characters, truncates, and quotes. */
public final class Quoted {
    private static final int SHOWN = 40;

    private Quoted() {}

    /** Returns the text in double quotes, truncated to 40 characters and an ellipsis. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> quoted.append(visible(c)));
        return quoted.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    /**
     * Returns the text without quotes. Nothing in it can move the cursor of a terminal, change colours or the direction of writing, or
     * start a line.
     */
    public static String plain(String text) {
        return plain(text, Integer.MAX_VALUE);
    }

    /**
     * Returns the text without quotes, truncated.
     *
     * @param max the maximum length of the result in UTF-16 units, including the ellipsis; at least 1
     */
    public static String plain(String text, int max) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String next = visible(text.codePointAt(i));
            int end = text.offsetByCodePoints(i, 1);
            if (plain.length() + next.length() > (end < text.length() ? max - 1 : max)) {
                return plain.append("…").toString();
            }
            plain.append(next);
        }
        return plain.toString();
    }

    private static String visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> String.format(Locale.ROOT, "\\u%04X", codePoint);
            default -> Character.toString(codePoint);
        };
    }
}
