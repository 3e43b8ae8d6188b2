package dev.rollcall.domain;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for all text of a user: bounded length, well-formed Unicode, no control characters, and no line or paragraph separators,
 * which count as such.
 */
public final class Text {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Text() {}

    /**
     * Validates the text and returns it.
     *
     * @param what the name of the text in messages
     * @param min the minimum length in UTF-16 units
     * @param max the maximum length in UTF-16 units
     * @throws IllegalArgumentException if it breaks a rule; the message says which text, and where
     */
    public static String checked(String what, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw new IllegalArgumentException("%s must have %s to %s characters, not %s: %s"
                    .formatted(what, min, max, text.length(), Quoted.of(text)));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                continue; // fast path
            }
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                throw new IllegalArgumentException("%s must not have control characters (%s at index %s): %s"
                        .formatted(what, codePoint(c), i, Quoted.of(text)));
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    throw new IllegalArgumentException("%s must be well-formed Unicode (lone surrogate %s at index %s)"
                            .formatted(what, codePoint(c), i));
                }
                i++;
            }
        }
        return text;
    }

    /**
     * Returns the text without what nobody sees at its ends: white space, no-break spaces included, and the zero-width characters U+200B,
     * U+200C, U+200D, U+2060 and U+FEFF. Lists that were copied from pages and spreadsheets have them.
     */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isUnseen(text.charAt(start))) {
            start++;
        }
        while (end > start && isUnseen(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end); // the same text if nothing is dropped
    }

    private static boolean isUnseen(char c) {
        if (c > ' ' && c <= '~') {
            return false; // fast path
        }
        return switch (c) {
            case '\u0085', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF' -> true;
            default -> Character.isWhitespace(c) || Character.isSpaceChar(c);
        };
    }

    /** Returns the name of a constant for people and files: in lower case, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String codePoint(char c) {
        return "U+" + HexFormat.of().withUpperCase().toHexDigits(c);
    }

    /**
     * Returns the text folded for search and order: without accents and other marks, so that it doesn't matter whether they were composed
     * with their letters; case folded character by character, as in {@link String#equalsIgnoreCase}; runs of white space as single spaces,
     * and none at the ends.
     */
    public static String folded(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        int[] folded = SPACES.matcher(plain)
                .replaceAll(" ")
                .strip()
                .codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .toArray();
        return new String(folded, 0, folded.length);
    }
}
