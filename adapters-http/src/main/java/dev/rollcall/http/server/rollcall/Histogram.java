package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The histogram of answer times, measured from the first request for an id, as the template {@code histogram.jte} draws it: stacked columns
 * by outcome. Late ids and those without a request are left out. All coordinates are in pixels.
 *
 * <p>Each outcome is one path, with a stroke per column.
 */
final class Histogram {
    static final int WIDTH = 360;
    static final int HEIGHT = 160;
    /** The y of the axis. */
    static final int BOTTOM = HEIGHT - 24;
    /** The x of the axis's left end. */
    static final int LEFT = 40;

    /** The maximum number of ticks. */
    static final int TICKS = 5;

    private static final int TOP = 12;
    private static final int RIGHT = WIDTH - 24;
    private static final int MAX_COLUMNS = 25;
    private static final List<String> BOTTOM_UP = List.of("present", "absent", "failed");

    /** In nanoseconds, ascending. */
    private final long[] times;

    private final TimeAxis axis;
    private final Map<String, int[]> columns = new LinkedHashMap<>();
    private final int highest;

    Histogram(RollCall call) {
        List<Answer> answers =
                call.answers().stream().filter(Histogram::isAnswered).toList();
        times = answers.stream()
                .mapToLong(answer -> answer.attempts().elapsed().toNanos())
                .sorted()
                .toArray();
        Duration slowest = Duration.ofNanos(times.length == 0 ? 0 : times[times.length - 1]);
        axis = TimeAxis.of(slowest, MAX_COLUMNS, LEFT, RIGHT);
        BOTTOM_UP.forEach(outcome -> columns.put(outcome, new int[axis.steps()]));
        int[] heights = new int[axis.steps()];
        for (Answer answer : answers) {
            int column = column(answer.attempts().elapsed());
            columns.getOrDefault(answer.outcome(), new int[axis.steps()])[column]++;
            heights[column]++;
        }
        highest = Math.max(1, Arrays.stream(heights).max().orElse(1));
    }

    private static boolean isAnswered(Answer answer) {
        return !(answer instanceof Answer.Late) && answer.attempts().count() > 0;
    }

    /** Returns the column of a time; its upper bound is inclusive. */
    private int column(Duration time) {
        return (int) Math.max(0, Math.ceilDiv(time.toNanos(), axis.step().toNanos()) - 1);
    }

    int size() {
        return times.length;
    }

    /**
     * Returns a percentile of the answer times, by the nearest-rank method.
     *
     * @param percent 1 to 100
     * @return empty if there are no answers
     */
    Optional<Duration> within(int percent) {
        return times.length == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(times[Math.ceilDiv(percent * times.length, 100) - 1]));
    }

    /** Returns the number of ids in the highest column, at least 1. */
    int highest() {
        return highest;
    }

    /** Returns the y of the highest column's top. */
    int top() {
        return TOP;
    }

    /** Returns the axis of time; each of its steps is a column. */
    TimeAxis axis() {
        return axis;
    }

    /** Returns the width of a column, at least 1. */
    int columnWidth() {
        return Math.max(1, (RIGHT - LEFT) / axis.steps() - 1);
    }

    /** Returns the path of each outcome that occurs, from the bottom of the stack up. */
    Map<String, String> bars() {
        Map<String, String> bars = new LinkedHashMap<>();
        int[] below = new int[axis.steps()];
        double unit = (double) (BOTTOM - TOP) / highest;
        columns.forEach((outcome, counts) -> {
            var path = new StringBuilder();
            for (int column = 0; column < counts.length; column++) {
                if (counts[column] > 0) {
                    int from = BOTTOM - (int) Math.round(unit * below[column]);
                    below[column] += counts[column];
                    int to = BOTTOM - (int) Math.round(unit * below[column]);
                    path.append('M')
                            .append(middle(column))
                            .append(' ')
                            .append(from)
                            .append('V')
                            .append(to);
                }
            }
            if (!path.isEmpty()) {
                bars.put(outcome, path.toString());
            }
        });
        return bars;
    }

    private int middle(int column) {
        return (axis.x(column) + axis.x(column + 1)) / 2;
    }
}
