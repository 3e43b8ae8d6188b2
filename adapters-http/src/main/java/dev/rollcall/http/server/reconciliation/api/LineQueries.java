package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Converts queries for lines from and to the query of a URI. */
final class LineQueries {
    /** The default number of lines on a page. */
    private static final int PAGE = 50;
    /** The maximum number of lines on a page. */
    static final int MAX_PAGE = 1000;

    private LineQueries() {}

    /**
     * Reads {@code kind}, {@code state}, {@code after} and {@code limit}.
     *
     * @throws Problem.Refusal if one is invalid
     */
    static LineQuery read(Parameters parameters) {
        Set<Line.Kind> kinds = EnumSet.noneOf(Line.Kind.class);
        parameters.list("kind").forEach(word -> kinds.add(kind(word)));
        Optional<RunLine.State> state = parameters.oneOf("state", RunLine.State.values(), RunLine.State::word);
        Optional<Place> after = parameters.cursor("after", "a cursor from the previous page", LineQueries::place);
        int limit = parameters.number("limit", 1, MAX_PAGE).orElse(PAGE);
        return new LineQuery(kinds, state, after, limit);
    }

    private static Line.Kind kind(String word) {
        return Line.Kind.of(word)
                .orElseThrow(() -> Problem.badParameter("kind must be some of %s, separated by commas: %s"
                        .formatted(
                                Arrays.stream(Line.Kind.values())
                                        .map(Line.Kind::word)
                                        .collect(Collectors.joining(", ")),
                                Quoted.of(word))));
    }

    private static Place place(String id) {
        return Order.placeOf(new UserId(id));
    }

    /** Returns the cursor of the page after a line; opaque to the client. */
    static String cursor(RunLine line) {
        return Parameters.cursor(line.id().value());
    }

    /** Returns the query of the URI of the page after a line, without the question mark. */
    static String after(RunLine line, LineQuery query) {
        List<String> parameters = new ArrayList<>();
        if (!query.kinds().isEmpty()) {
            parameters.add(
                    query.kinds().stream().sorted().map(Line.Kind::word).collect(Collectors.joining(",", "kind=", "")));
        }
        query.state().ifPresent(state -> parameters.add("state=" + state.word()));
        if (query.limit() != PAGE) {
            parameters.add("limit=" + query.limit());
        }
        parameters.add("after=" + cursor(line));
        return String.join("&", parameters);
    }
}
