package dev.rollcall.http.server.rollcall;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis of time on a diagram, from zero on, in steps of a round time: 1, 2 or 5 times a power of ten.
 *
 * @param step the length of a step
 * @param end the time at the right end; a multiple of the step
 * @param left where zero is, in pixels
 * @param right where the end is, in pixels
 */
record TimeAxis(Duration step, Duration end, int left, int right) {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /**
     * A tick.
     *
     * @param x where it is, in pixels
     * @param label its time, with its unit
     */
    record Tick(int x, String label) {}

    /**
     * Returns the axis that shows at least this much time.
     *
     * @param steps the most steps that it may have, at least 1
     */
    static TimeAxis of(Duration time, int steps, int left, int right) {
        long step = round(Math.ceilDiv(time.toNanos(), steps));
        long end = step * Math.max(1, Math.ceilDiv(time.toNanos(), step));
        return new TimeAxis(Duration.ofNanos(step), Duration.ofNanos(end), left, right);
    }

    /** Returns the shortest round time that is at least so long, and at least a microsecond, in nanoseconds. */
    private static long round(long nanos) {
        long power = MICROSECOND;
        while (power * 10 <= nanos) {
            power *= 10;
        }
        if (nanos <= power) {
            return power;
        }
        return nanos <= 2 * power ? 2 * power : nanos <= 5 * power ? 5 * power : 10 * power;
    }

    /** Returns where a time is, in pixels. */
    int x(Duration time) {
        return left + (int) Math.round((double) (right - left) * time.toNanos() / end.toNanos());
    }

    /** Returns where so many steps from zero are, in pixels. */
    int x(int steps) {
        return x(Duration.ofNanos(steps * step.toNanos()));
    }

    /** Returns the number of steps. */
    int steps() {
        return Math.toIntExact(end.toNanos() / step.toNanos());
    }

    /**
     * Returns ticks from zero on, at round times.
     *
     * @param most how many there may be beside the one at zero, at least 1
     */
    List<Tick> ticks(int most) {
        long between = round(Math.ceilDiv(end.toNanos(), most));
        return LongStream.rangeClosed(0, end.toNanos() / between)
                .mapToObj(i -> Duration.ofNanos(i * between))
                .map(time -> new Tick(x(time), label(time)))
                .toList();
    }

    private String label(Duration time) {
        boolean inSeconds = end.toNanos() > SECOND;
        long unit = inSeconds ? SECOND : MILLISECOND;
        boolean isWhole = time.toNanos() % unit == 0;
        String number = isWhole
                ? Long.toString(time.toNanos() / unit)
                : CallForm.seconds(time.multipliedBy(SECOND / unit)); // rare, and slow
        return number + (inSeconds ? " s" : " ms");
    }
}
