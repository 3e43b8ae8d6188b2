package dev.rollcall.http.server.rollcall;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The time axis of a diagram, from zero, in steps of a round duration: 1, 2 or 5 times a power of ten.
 *
 * @param step the length of a step
 * @param end the time at the right end, a multiple of the step
 * @param left the x of zero, in pixels
 * @param right the x of the end, in pixels
 */
record TimeAxis(Duration step, Duration end, int left, int right) {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /**
     * A tick.
     *
     * @param x its x, in pixels
     * @param label its time with a unit
     */
    record Tick(int x, String label) {}

    /**
     * Returns an axis that covers this time.
     *
     * @param steps the maximum number of steps, at least 1
     */
    static TimeAxis of(Duration time, int steps, int left, int right) {
        long step = round(Math.ceilDiv(time.toNanos(), steps));
        long end = step * Math.max(1, Math.ceilDiv(time.toNanos(), step));
        return new TimeAxis(Duration.ofNanos(step), Duration.ofNanos(end), left, right);
    }

    /** Rounds up to a round duration in nanoseconds, at least a microsecond. */
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

    /** Returns the x of a time, in pixels. */
    int x(Duration time) {
        return left + (int) Math.round((double) (right - left) * time.toNanos() / end.toNanos());
    }

    /** Returns the x at this many steps from zero, in pixels. */
    int x(int steps) {
        return x(Duration.ofNanos(steps * step.toNanos()));
    }

    int steps() {
        return Math.toIntExact(end.toNanos() / step.toNanos());
    }

    /**
     * Returns the ticks, from zero, at round times.
     *
     * @param max their maximum number without the one at zero, at least 1
     */
    List<Tick> ticks(int max) {
        long between = round(Math.ceilDiv(end.toNanos(), max));
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
