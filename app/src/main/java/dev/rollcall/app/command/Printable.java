package dev.rollcall.app.command;

/** Text from elsewhere as it may be shown on a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * Returns the text with every control, format and separator character, and every half of a surrogate pair, as {@code \}{@code uXXXX}:
     * nothing in it can move the cursor, change colours, turn the direction of writing or begin a line.
     */
    public static String of(String text) {
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append("\\u%04X".formatted(c));
            }
        });
        return printable.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
