package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which lines a run's page shows. Unless told otherwise, those that change somebody or may need a look: neither the same nor local ones.
 *
 * @param kind the word of one kind, or {@value #ALL}; empty for the usual ones
 * @param state only lines in this state; empty for any
 * @param line only the line of this user; empty for many
 * @param after only lines behind this user's; empty for the first
 */
record LineFilter(Optional<String> kind, Optional<RunLine.State> state, Optional<UserId> line, Optional<UserId> after) {
    /** All kinds. */
    static final String ALL = "all";
    /** The parameters of the address. */
    static final Set<String> PARAMETERS = Set.of("kind", "state", "line", "after");
    /** The usual one. */
    static final LineFilter USUAL =
            new LineFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    /** The number of lines on a page. */
    static final int LINES = 50;

    private static final Set<Line.Kind> NOTABLE = EnumSet.complementOf(EnumSet.of(Line.Kind.SAME, Line.Kind.LOCAL));
    private static final String[] KINDS = Stream.concat(
                    Stream.of(ALL), Arrays.stream(Line.Kind.values()).map(Line.Kind::word))
            .toArray(String[]::new);

    /**
     * Reads the parameters.
     *
     * @throws Problem.Refusal if one is invalid
     */
    static LineFilter read(Parameters parameters) {
        return new LineFilter(
                parameters.oneOf("kind", KINDS, word -> word),
                parameters.oneOf("state", RunLine.State.values(), RunLine.State::word),
                parameters.read("line", "the id of a user", UserId::new),
                parameters.read("after", "the id of a user", UserId::new));
    }

    /** Returns the filter of one kind, or of {@value #ALL}. */
    static LineFilter ofKind(String word) {
        return new LineFilter(Optional.of(word), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns the filter of one state. */
    static LineFilter ofState(RunLine.State state) {
        return new LineFilter(Optional.empty(), Optional.of(state), Optional.empty(), Optional.empty());
    }

    /** Returns the same filter for lines behind one. */
    LineFilter after(UserId id) {
        return new LineFilter(kind, state, line, Optional.of(id));
    }

    /** Returns the same filter for the first lines. */
    LineFilter first() {
        return new LineFilter(kind, state, line, Optional.empty());
    }

    /** Returns the query of one line more than a page shows. */
    LineQuery query() {
        return new LineQuery(kinds(), state, after.map(LineFilter::place), LINES + 1);
    }

    private Set<Line.Kind> kinds() {
        if (kind.isEmpty()) {
            return state.isPresent() ? Set.of() : NOTABLE;
        }
        return kind.flatMap(Line.Kind::of).map(Set::of).orElse(Set.of());
    }

    private static Place place(UserId id) {
        return Order.placeOf(id);
    }

    /** Returns the query of an address that has this filter, with the question mark; may be empty. */
    String address() {
        String parameters = Stream.of(
                        kind.map(word -> "kind=" + word),
                        state.map(given -> "state=" + given.word()),
                        line.map(id -> "line=" + Percent.encode(id.value())),
                        after.map(id -> "after=" + Percent.encode(id.value())))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
        return parameters.isEmpty() ? "" : "?" + parameters;
    }
}
