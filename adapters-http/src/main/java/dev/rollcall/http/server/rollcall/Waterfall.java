package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The waterfall diagram of a roll call, as the template {@code waterfall.jte} draws it: a row per id, with a bar from its first request to
 * its answer. All coordinates are in pixels. It grows with the number of ids and is never scaled down, so that bars stay distinguishable.
 *
 * <p>Each outcome is one path, with a stroke per bar, so that a bar takes a dozen bytes of the page.
 */
final class Waterfall {
    static final int WIDTH = 680;
    /** The height of a row. */
    static final int ROW = 16;
    /** The height of a bar. */
    static final int BAR = 10;
    /** The maximum number of ticks. */
    static final int TICKS = 8;

    private static final int RIGHT = WIDTH - 24;
    /** The maximum length of a label, in characters. */
    private static final int MAX_LABEL = 14;
    /** The width of most characters. */
    private static final int CHARACTER_WIDTH = 7;
    /** Between a label and the axis. */
    private static final int GAP = 8;
    /** The shortest visible bar. */
    private static final int MIN_BAR = 2;

    private final RollCall call;
    private final List<String> labels;
    private final TimeAxis axis;
    private final Optional<Integer> deadline;
    private final Map<String, StringBuilder> bars = new LinkedHashMap<>();

    /** Draws a roll call that had this deadline. */
    Waterfall(RollCall call, Duration deadline) {
        this.call = call;
        this.labels = call.answers().stream().map(Waterfall::label).toList();
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        this.axis = TimeAxis.of(span(call), TICKS, CHARACTER_WIDTH * longest + 3 * GAP, RIGHT);
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
        return id.length() <= MAX_LABEL ? id : id.substring(0, MAX_LABEL - 1) + "…";
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
                MIN_BAR,
                axis.x(answer.attempts().started().plus(answer.attempts().elapsed())) - from);
        bars.computeIfAbsent(answer.outcome(), none -> new StringBuilder())
                .append('M')
                .append(from)
                .append(' ')
                .append(middle(row))
                .append('h')
                .append(length);
    }

    int height() {
        return ROW * call.answers().size();
    }

    static int middle(int row) {
        return ROW * row + ROW / 2;
    }

    TimeAxis axis() {
        return axis;
    }

    /** Returns the x of the deadline; empty if it is beyond the axis. */
    Optional<Integer> deadline() {
        return deadline;
    }

    /** Returns the ids, one per row; long ones are truncated. */
    List<String> labels() {
        return labels;
    }

    /** Returns the x at which labels end. */
    int labelsEnd() {
        return axis.left() - GAP;
    }

    /** Returns the path of each outcome that occurs; ids without a request have no bar. */
    Map<String, String> bars() {
        Map<String, String> paths = new LinkedHashMap<>();
        bars.forEach((outcome, path) -> paths.put(outcome, path.toString()));
        return paths;
    }
}
