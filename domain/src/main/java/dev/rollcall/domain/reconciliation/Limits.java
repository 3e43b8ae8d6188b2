package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much a plan may change without being approved. What is beyond one of them is held as a whole.
 *
 * @param ofKinds the limit of each kind of change; kinds without one may change any number
 */
public record Limits(Map<Line.Kind, Limit> ofKinds) {
    /** At most 5 % of the directory are deactivated or deleted, and half of it is updated; any number is created and reactivated. */
    public static final Limits DEFAULT = new Limits(Map.of(
            Line.Kind.UPDATE, Limit.percent(50),
            Line.Kind.DEACTIVATE, Limit.percent(5),
            Line.Kind.DELETE, Limit.percent(5)));

    /** No limits. */
    public static final Limits NONE = new Limits(Map.of());

    /**
     * The limit of one kind.
     *
     * @param count the most lines; empty for any number
     * @param percent the most lines, as a share of the users in the directory, rounded up; empty for any share
     */
    public record Limit(OptionalLong count, OptionalInt percent) {
        /**
         * Validates the values.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Limit {
            if (count.orElse(0) < 0 || percent.orElse(0) < 0 || percent.orElse(0) > 100) {
                throw new IllegalArgumentException(
                        "limit must be at least 0, and 0 to 100 %%: %s, %s".formatted(count, percent));
            }
        }

        /** Returns a limit by share alone. */
        public static Limit percent(int percent) {
            return new Limit(OptionalLong.empty(), OptionalInt.of(percent));
        }

        /** Returns a limit by number alone. */
        public static Limit count(long count) {
            return new Limit(OptionalLong.of(count), OptionalInt.empty());
        }
    }

    /** Copies the map. */
    public Limits {
        ofKinds = Map.copyOf(ofKinds);
    }

    /**
     * Returns what is beyond the limits, a sentence without a full stop for each; empty if nothing is. A field that the remote tells for nobody
     * is beyond them if it would be cleared for anybody: that is a typing error most often.
     *
     * @param counts the lines
     * @param directory the number of users in the directory
     */
    public List<String> excesses(LineCounts counts, long directory) {
        List<String> excesses = new ArrayList<>();
        ofKinds.keySet().stream().sorted().forEach(kind -> addExcess(kind, counts.of(kind), directory, excesses));
        counts.cleared().keySet().stream().sorted().forEach(field -> addCleared(field, counts, excesses));
        return excesses;
    }

    private void addExcess(Line.Kind kind, long lines, long directory, List<String> excesses) {
        Limit limit = ofKinds.getOrDefault(kind, Limit.percent(100));
        if (lines > limit.count().orElse(Long.MAX_VALUE)) {
            excesses.add("%s: %s lines, at most %s are allowed"
                    .formatted(kind.word(), lines, limit.count().getAsLong()));
        }
        if (limit.percent().isPresent() && lines > mostOf(limit.percent().getAsInt(), directory)) {
            excesses.add("%s: %s lines, at most %s (%s %% of %s users) are allowed"
                    .formatted(
                            kind.word(),
                            lines,
                            mostOf(limit.percent().getAsInt(), directory),
                            limit.percent().getAsInt(),
                            directory));
        }
    }

    private static long mostOf(int percent, long directory) {
        return (percent * directory + 99) / 100;
    }

    private static void addCleared(UserField field, LineCounts counts, List<String> excesses) {
        if (!counts.told().containsKey(field)) {
            excesses.add("%s would be cleared for %s users: the remote tells it for nobody"
                    .formatted(field, counts.cleared().get(field)));
        }
    }
}
