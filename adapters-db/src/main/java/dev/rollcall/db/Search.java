package dev.rollcall.db;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Defines what a search finds: the search text of each user, and the pattern that it is matched with.
 *
 * <p>A search text has a line for everything that a query may be a prefix of: the id, and each field from each of its words on. So {@code
 * be} and {@code anna be} both find Anna Berg. Case and white space are folded here, so that all databases find the same.
 */
final class Search {
    /** Starts each line; neither users nor queries can contain it. */
    private static final String LINE = "\n";

    private static final String ESCAPE = "!";
    private static final Pattern WILDCARDS = Pattern.compile("[!%_]");

    private Search() {}

    /** Returns the search text of the user. */
    static String textOf(User user) {
        List<String> lines = new ArrayList<>(List.of("", Text.folded(user.id().value())));
        for (UserField field : UserField.ALL) {
            String text = Text.folded(user.get(field));
            while (!text.isEmpty()) {
                lines.add(text);
                int space = text.indexOf(' ');
                text = space < 0 ? "" : text.substring(space + 1);
            }
        }
        return String.join(LINE, lines);
    }

    /** Returns the {@code LIKE} pattern of a query, with {@code !} as the escape character. */
    static String patternOf(String query) {
        return "%" + LINE + WILDCARDS.matcher(Text.folded(query)).replaceAll(ESCAPE + "$0") + "%";
    }

    /** Returns whether a query matches every user. */
    static boolean isEmpty(String query) {
        return Text.folded(query).isEmpty();
    }

    /** Returns the {@code tsquery} of PostgreSQL for lines that start with the query. */
    static String prefixOf(String query) {
        return "'" + Text.folded(query).replace("\\", "\\\\").replace("'", "''") + "':*";
    }
}
