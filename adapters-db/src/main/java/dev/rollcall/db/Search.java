package dev.rollcall.db;

import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.User;
import dev.rollcall.domain.Words;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says how the database finds what {@link Words} defines: the search text of each user, and what it is compared with.
 *
 * <p>A search text has a line for the id and for each field, of its words. A query matches where it follows the start of a line or a space,
 * so {@code be} and {@code anna be} both find Anna Berg.
 */
final class Search {
    /** Starts each line; neither users nor queries can contain it. */
    private static final String LINE = "\n";

    private static final String SPACE = " ";
    private static final String ESCAPE = "!";
    private static final Pattern WILDCARDS = Pattern.compile("[!%_]");

    private Search() {}

    /**
     * Returns the condition that a query matches the search text.
     *
     * @param line the parameter for the first of {@link #patternsOf}
     * @param word the parameter for the second
     */
    static String condition(String line, String word) {
        return "(search LIKE %s ESCAPE '!' OR search LIKE %s ESCAPE '!')".formatted(line, word);
    }

    /** Returns the search text of the user. */
    static String textOf(User user) {
        var text = new StringBuilder();
        add(user.id().value(), text);
        add(user.name(), text);
        add(user.email(), text);
        user.attributes().values().forEach(value -> add(value, text));
        return text.toString();
    }

    private static void add(String value, StringBuilder text) {
        String words = Words.of(value);
        if (!words.isEmpty()) {
            text.append(LINE).append(words);
        }
    }

    /** Returns the patterns of a query, with {@code !} as the escape character. */
    static List<String> patternsOf(String query) {
        String begin = WILDCARDS.matcher(Words.of(query)).replaceAll(ESCAPE + "$0") + "%";
        return List.of("%" + LINE + begin, "%" + SPACE + begin);
    }

    /** Returns whether a query matches every user. */
    static boolean isEmpty(String query) {
        return Words.of(query).isEmpty();
    }

    /** Returns the {@code tsquery} of PostgreSQL for texts with all words of the query, of the last one only the beginning. */
    static String lexemesOf(String query) {
        return Stream.of(Words.of(query).split(SPACE))
                .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")
                .collect(joining(" & ", "", ":*"));
    }
}
