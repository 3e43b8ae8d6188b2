package dev.rollcall.domain;

import java.util.Locale;

/** A text as it stands in a message: shortened, with its control characters made visible, and mostly in quotes. */
public final class Quoted {
    private static final int SHOWN = 40;

    private Quoted() {}

    /** Returns the first 40 characters of the text in double quotes; an ellipsis says that there were more. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> quoted.append(visible(c)));
        return quoted.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    /**
     * Returns a text that needs no quotes, since what it is can be told from where it stands. Nothing in it can move the cursor of a
     * terminal, change colours, turn the direction of writing or begin a line.
     */
    public static String plain(String text) {
        return plain(text, Integer.MAX_VALUE);
    }

    /**
     * Returns a text that needs no quotes, and no more than the beginning of a long one.
     *
     * @param max the most UTF-16 units of what is returned, at least 1; an ellipsis that says that there were more is one of them
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
