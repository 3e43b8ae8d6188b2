package dev.rollcall.http.server;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.RollCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The waterfall of a roll call, as the template {@code waterfall.jte} draws it: a row for each id, with a bar from its first request to
 * its answer. All numbers are pixels. It grows with the number of ids and is never scaled down, so that bars can be told apart.
 *
 * <p>The bars of an outcome are one path, each bar a stroke of it: so a bar takes a dozen bytes of the page.
 */
final class Waterfall {
    static final int WIDTH = 680;
    /** The height of a row. */
    static final int ROW = 16;
    /** The width of a bar's stroke. */
    static final int BAR = 10;
    /** Where ids end. */
    static final int LABELS = 104;

    /** The most ticks that have room. */
    static final int TICKS = 8;

    private static final int RIGHT = WIDTH - 24;
    /** The longest id that is shown whole, in characters. */
    private static final int SHOWN = 14;
    /** So short a bar can still be seen. */
    private static final int SHORTEST = 2;

    private final RollCall call;
    private final TimeAxis axis;
    private final Optional<Integer> deadline;
    private final Map<String, StringBuilder> bars = new LinkedHashMap<>();

    /** Draws the roll call, which was done under this deadline. */
    Waterfall(RollCall call, Duration deadline) {
        this.call = call;
        this.axis = TimeAxis.of(span(call), TICKS, LABELS + 8, RIGHT);
        this.deadline = deadline.compareTo(axis.end()) <= 0 ? Optional.of(axis.x(deadline)) : Optional.empty();
        int row = 0;
        for (Answer answer : call.answers()) {
            if (answer.attempts().count() > 0) {
                draw(answer, row);
            }
            row++;
        }
    }

    private static Duration span(RollCall call) {
        Duration span = Duration.ZERO;
        for (Answer answer : call.answers()) {
            Duration end = end(answer.attempts());
            span = end.compareTo(span) > 0 ? end : span;
        }
        return span;
    }

    private static Duration end(Attempts attempts) {
        return attempts.started().plus(attempts.elapsed());
    }

    private void draw(Answer answer, int row) {
        int from = axis.x(answer.attempts().started());
        int length = Math.max(SHORTEST, axis.x(end(answer.attempts())) - from);
        bars.computeIfAbsent(answer.outcome(), none -> new StringBuilder())
                .append('M')
                .append(from)
                .append(' ')
                .append(middle(row))
                .append('h')
                .append(length);
    }

    /** Returns the height of all rows. */
    int height() {
        return ROW * call.answers().size();
    }

    /** Returns the middle of a row. */
    static int middle(int row) {
        return ROW * row + ROW / 2;
    }

    /** Returns the axis of time. */
    TimeAxis axis() {
        return axis;
    }

    /** Returns where the deadline is; empty if the roll call was done long before. */
    Optional<Integer> deadline() {
        return deadline;
    }

    /** Returns the ids, one for each row; a long one is cut. */
    List<String> labels() {
        return call.answers().stream()
                .map(answer -> answer.id().value())
                .map(id -> id.length() <= SHOWN ? id : id.substring(0, SHOWN - 1) + "…")
                .toList();
    }

    /** Returns for each outcome that came with a request the path of its bars. */
    Map<String, String> bars() {
        Map<String, String> paths = new LinkedHashMap<>();
        bars.forEach((outcome, path) -> paths.put(outcome, path.toString()));
        return paths;
    }
}
