package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
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
    /** The most ticks that have room. */
    static final int TICKS = 8;

    private static final int RIGHT = WIDTH - 24;
    /** The longest id that is shown whole, in characters. */
    private static final int SHOWN = 14;
    /** The width of most characters. */
    private static final int CHARACTER = 7;
    /** Between an id and its bar. */
    private static final int GAP = 8;
    /** So short a bar can still be seen. */
    private static final int SHORTEST = 2;

    private final RollCall call;
    private final List<String> labels;
    private final TimeAxis axis;
    private final Optional<Integer> deadline;
    private final Map<String, StringBuilder> bars = new LinkedHashMap<>();

    /** Draws the roll call, which was done under this deadline. */
    Waterfall(RollCall call, Duration deadline) {
        this.call = call;
        this.labels = call.answers().stream().map(Waterfall::label).toList();
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        this.axis = TimeAxis.of(span(call), TICKS, CHARACTER * longest + 3 * GAP, RIGHT);
        this.deadline = deadline.compareTo(axis.end()) <= 0 ? Optional.of(axis.x(deadline)) : Optional.empty();
        int row = 0;
        for (Answer answer : call.answers()) {
            if (answer.attempts().count() > 0) {
                draw(answer, row);
            }
            row++;
        }
    }

    private static String label(Answer answer) {
        String id = answer.id().value();
        return id.length() <= SHOWN ? id : id.substring(0, SHOWN - 1) + "…";
    }

    private static Duration span(RollCall call) {
        return Duration.ofNanos(call.answers().stream()
                .map(Answer::attempts)
                .mapToLong(attempts ->
                        attempts.started().toNanos() + attempts.elapsed().toNanos())
                .max()
                .orElse(0));
    }

    private void draw(Answer answer, int row) {
        int from = axis.x(answer.attempts().started());
        int length = Math.max(
                SHORTEST,
                axis.x(answer.attempts().started().plus(answer.attempts().elapsed())) - from);
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
        return labels;
    }

    /** Returns where ids end. */
    int labelsEnd() {
        return axis.left() - GAP;
    }

    /** Returns for each outcome that came with a request the path of its bars. */
    Map<String, String> bars() {
        Map<String, String> paths = new LinkedHashMap<>();
        bars.forEach((outcome, path) -> paths.put(outcome, path.toString()));
        return paths;
    }
}
