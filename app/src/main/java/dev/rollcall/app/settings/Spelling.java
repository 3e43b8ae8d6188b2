package dev.rollcall.app.settings;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the name that was meant by a mistyped one. */
final class Spelling {
    private Spelling() {}

    /** Returns the name at the smallest edit distance; of equally near ones the first in alphabetical order. */
    static String nearest(String name, Iterable<String> names) {
        Map<String, Integer> distances = new HashMap<>();
        names.forEach(other -> distances.put(other, distance(name, other)));
        return distances.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<String, Integer> e) -> e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    /** Counts the insertions, deletions and substitutions that turn one text into the other (Levenshtein 1966). */
    private static int distance(String one, String other) {
        int[] row = Stream.iterate(0, i -> i + 1)
                .limit(other.length() + 1L)
                .mapToInt(i -> i)
                .toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
