package dev.rollcall.domain.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.Map;

/** The sort order of users. Every order is total: ties are broken by id. */
public enum Order {
    /** By id: numbers first, by their value (2, 10, 010), then the others by code point. */
    ID {
        @Override
        String keyOf(User user) {
            return numberKey(user.id().value());
        }
    },
    /**
     * By name, by code point, ignoring case and accents and with single spaces: Arger, Ärger, Berg. Only the first {@value Place#MAX_KEY}
     * characters count.
     */
    NAME {
        @Override
        String keyOf(User user) {
            return begin(Text.folded(user.name()));
        }
    };

    /** The key of ids that aren't numbers: after all digits. */
    private static final String NO_NUMBER = "~";

    /** Returns the place of the user in this order. */
    public Place placeOf(User user) {
        return new Place(keyOf(user), user.id());
    }

    /** Returns the place of an id in the order by {@link #ID}, whether or not there is such a user. */
    public static Place placeOf(UserId id) {
        return ID.placeOf(new User(id, Map.of()));
    }

    abstract String keyOf(User user);

    /** Returns a key that orders numbers by value: how many digits it has without leading zeros, in three digits, and then those. */
    private static String numberKey(String id) {
        int zeros = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < '0' || c > '9') {
                return NO_NUMBER;
            }
            zeros += c == '0' && zeros == i ? 1 : 0;
        }
        return Integer.toString(1000 + id.length() - zeros).substring(1) + id.substring(zeros);
    }

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
