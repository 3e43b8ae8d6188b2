package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** How a list of users is ordered. Every order is total: users who are equal by it stand in the order of their ids. */
public enum Order {
    /** By id, code point by code point. */
    ID {
        @Override
        String keyOf(User user) {
            return "";
        }
    },
    /**
     * By name, code point by code point, as if it had neither capital letters nor accents, and its spaces were single ones: Ärger stands
     * behind Arger and before Berg. If names are the same so far, by id. Only the first {@value Place#MAX_KEY} characters count.
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

    /** Returns where the user stands in this order. */
    public Place placeOf(User user) {
        return new Place(keyOf(user), user.id());
    }

    abstract String keyOf(User user);

    /** Returns the order as a word, in lower case. */
    public String word() {
        return Text.word(this);
    }

    /** Cuts the text to what a key may be, but no character in two. */
    private static String begin(String text) {
        if (text.length() <= Place.MAX_KEY) {
            return text;
        }
        boolean isWhole = !Character.isHighSurrogate(text.charAt(Place.MAX_KEY - 1));
        return text.substring(0, isWhole ? Place.MAX_KEY : Place.MAX_KEY - 1);
    }
}
