package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The sort order of users. Every order is total: ties are broken by id. */
public enum Order {
    /** By id, by code point. */
    ID {
        @Override
        String keyOf(User user) {
            return "";
        }
    },
    /**
     * By name, by code point, ignoring case and accents and with single spaces: Arger, Ärger, Berg. Only the first {@value Place#MAX_KEY}
     * characters count.
     */
    NAME {
        @Override
        String keyOf(User user) {
            String plain = MARKS.matcher(Normalizer.normalize(user.name(), Normalizer.Form.NFD))
                    .replaceAll("");
            return begin(Text.folded(plain));
        }
    };

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Returns the place of the user in this order. */
    public Place placeOf(User user) {
        return new Place(keyOf(user), user.id());
    }

    abstract String keyOf(User user);

    /** Returns the order as a word, in lower case. */
    public String word() {
        return Text.word(this);
    }

    /** Truncates the text to the length of a key, without splitting a surrogate pair. */
    private static String begin(String text) {
        if (text.length() <= Place.MAX_KEY) {
            return text;
        }
        boolean isWhole = !Character.isHighSurrogate(text.charAt(Place.MAX_KEY - 1));
        return text.substring(0, isWhole ? Place.MAX_KEY : Place.MAX_KEY - 1);
    }
}
