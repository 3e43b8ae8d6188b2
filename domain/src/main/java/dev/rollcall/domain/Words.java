package dev.rollcall.domain;

import java.util.Map;

/** Defines what a search compares: texts as words in a common spelling. */
public final class Words {
    /** The usual spelling, without the letter, of those Latin letters that have no decomposition in Unicode. */
    private static final Map<Integer, String> SPELLINGS = Map.ofEntries(
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'þ', "th"));

    private Words() {}

    /**
     * Returns the words of the text, separated by single spaces. They are {@linkplain Text#folded folded}, without special letters (ø is o,
     * ß is ss). In scripts that are written without spaces, each character is a word.
     */
    public static String of(String text) {
        String folded = Text.folded(text);
        var words = new StringBuilder(folded.length() + 16);
        folded.codePoints().forEach(c -> {
            if (c < 0x80) {
                words.append((char) c);
            } else if (isWord(c)) {
                words.append(' ').appendCodePoint(c).append(' ');
            } else {
                words.append(SPELLINGS.getOrDefault(c, Character.toString(c)));
            }
        });
        return words.length() == folded.length() ? words.toString() : Text.folded(words.toString());
    }

    private static boolean isWord(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> Character.isLetter(c);
            default -> false;
        };
    }
}
