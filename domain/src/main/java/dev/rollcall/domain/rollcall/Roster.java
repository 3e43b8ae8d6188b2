package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.UserId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The ids to be called, in order, each once.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="rosters"}
 */
public final class Roster {
    private final List<UserId> ids;

    private Roster(List<UserId> ids) {
        this.ids = ids;
    }

    /** Returns the roster of these ids. Of duplicates, the first occurrence counts. */
    public static Roster of(Collection<UserId> ids) {
        return new Roster(List.copyOf(new LinkedHashSet<>(ids)));
    }

    /**
     * Returns the roster of {@code count} consecutive numbers.
     *
     * @param firstId the first number, at least 0
     * @param count how many, at least 0
     * @throws IllegalArgumentException if a number is negative, or the last id would not fit in 64 bits
     */
    public static Roster first(long firstId, int count) {
        if (firstId < 0 || count < 0 || firstId > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "first id and count must be at least 0 and the last id at most %s: first id %s, count %s"
                            .formatted(Long.MAX_VALUE, firstId, count));
        }
        return new Roster(LongStream.range(firstId, firstId + count)
                .mapToObj(number -> new UserId(Long.toString(number)))
                .toList());
    }

    /** Returns the ids, in order, as an unmodifiable list. */
    public List<UserId> ids() {
        return ids;
    }

    /** Returns the number of ids. */
    public int size() {
        return ids.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Roster roster && ids.equals(roster.ids);
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    @Override
    public String toString() {
        return "Roster" + ids;
    }
}
