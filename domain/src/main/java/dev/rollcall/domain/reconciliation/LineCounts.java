package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.rollcall.Answer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What the lines of a run come to. Those of several pages can be added up in any order.
 *
 * @param kinds the number of lines of each kind; none for those that don't occur
 * @param present the number of answers that are present
 * @param absent the number of answers that are absent
 * @param unproven the number of answers that are late or failed
 * @param told for how many present users the remote tells a field
 * @param cleared for how many users a field is to become empty
 */
public record LineCounts(
        Map<Line.Kind, Long> kinds,
        long present,
        long absent,
        long unproven,
        Map<UserField, Long> told,
        Map<UserField, Long> cleared) {
    /** No lines. */
    public static final LineCounts NONE = new LineCounts(Map.of(), 0, 0, 0, Map.of(), Map.of());

    /** Copies the maps. */
    public LineCounts {
        kinds = Map.copyOf(kinds);
        told = Map.copyOf(told);
        cleared = Map.copyOf(cleared);
    }

    /** Returns what a line comes to. */
    public static LineCounts of(Line line) {
        Answer answer = line.proof().answer();
        Map<UserField, Long> told = new HashMap<>();
        answer.found().ifPresent(user -> user.values().keySet().forEach(field -> told.put(field, 1L)));
        Map<UserField, Long> cleared = new HashMap<>();
        if (line instanceof Line.Action change && change.after().isPresent()) {
            User after = change.after().get();
            change.fields().stream()
                    .filter(field -> !field.isFlag() && after.get(field).isEmpty())
                    .forEach(field -> cleared.put(field, 1L));
        }
        return new LineCounts(
                Map.of(line.kind(), 1L),
                answer instanceof Answer.Present ? 1 : 0,
                answer instanceof Answer.Absent ? 1 : 0,
                answer.isProven() ? 0 : 1,
                told,
                cleared);
    }

    /** Returns what it comes to if a line of one kind becomes one of another, the answer staying the same. */
    public static LineCounts ofChange(Line.Kind from, Line.Kind to) {
        return from == to ? NONE : new LineCounts(Map.of(from, -1L, to, 1L), 0, 0, 0, Map.of(), Map.of());
    }

    /** Returns both together. */
    public LineCounts plus(LineCounts other) {
        Map<Line.Kind, Long> all = new EnumMap<>(Line.Kind.class);
        all.putAll(kinds);
        other.kinds.forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return new LineCounts(
                all,
                present + other.present,
                absent + other.absent,
                unproven + other.unproven,
                sum(told, other.told),
                sum(cleared, other.cleared));
    }

    private static Map<UserField, Long> sum(Map<UserField, Long> one, Map<UserField, Long> other) {
        Map<UserField, Long> sum = new HashMap<>(one);
        other.forEach((field, count) -> sum.merge(field, count, Long::sum));
        return sum;
    }

    /** Returns the number of lines of a kind. */
    public long of(Line.Kind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Returns the number of answers. */
    public long answers() {
        return present + absent + unproven;
    }

    /** Returns the number of lines that change the directory. */
    public long changes() {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey().isAction())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
