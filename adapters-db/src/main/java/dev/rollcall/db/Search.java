package dev.rollcall.db;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a search finds: a text for each user that is searched, and the pattern that searches it.
 *
 * <p>A user's text has a line for everything that a search may begin with: the id, and each field from each of its words on. So {@code be} and {@code anna be} both find Anna Berg. Case and white space are folded here and not by the
 * database, so that all databases find the same.
 */
final class Search {
    /** Begins each line; no text of a user or of a query can have it. */
    private static final String LINE = "\n";

    private static final String ESCAPE = "!";
    private static final Pattern WILDCARDS = Pattern.compile("[!%_]");

    private Search() {}

    /** Returns the text that is searched for the user. */
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

    /** Returns what a text must be LIKE, with {@code !} as the escape character, to be found by a query. */
    static String patternOf(String query) {
        return "%" + LINE + WILDCARDS.matcher(Text.folded(query)).replaceAll(ESCAPE + "$0") + "%";
    }

    /** Returns whether a query asks for nothing that a text could have. */
    static boolean isEmpty(String query) {
        return Text.folded(query).isEmpty();
    }

    /** Returns the text search query of PostgreSQL for lines that begin as a query asks. */
    static String prefixOf(String query) {
        return "'" + Text.folded(query).replace("\\", "\\\\").replace("'", "''") + "':*";
    }
}
