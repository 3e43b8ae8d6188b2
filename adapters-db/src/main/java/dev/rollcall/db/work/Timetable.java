package dev.rollcall.db.work;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When runs begin by themselves.
 *
 * @param times when they should begin
 * @param jitter how much later that may be, at random, so that many programs don't ask one remote in the same second; never more than a tenth
 *     of the time until then
 */
public record Timetable(Times times, Duration jitter) {
    /** How small a part of the time until then the jitter is at most. */
    private static final int SMALL_PART = 10;

    /** When runs should begin. */
    public sealed interface Times {
        /** Returns the next time after this one. */
        Instant after(Instant last);

        /** Again and again after a time. */
        record Every(Duration time) implements Times {
            @Override
            public Instant after(Instant last) {
                return last.plus(time);
            }

            @Override
            public String toString() {
                return "every " + time;
            }
        }

        /** At times of the day in a zone, by the fields of a crontab. */
        record At(String fields, ZoneId zone) implements Times {
            private ExecutionTime times() {
                var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
                return ExecutionTime.forCron(parser.parse(fields));
            }

            private boolean isNever() {
                return times().nextExecution(Instant.EPOCH.atZone(zone)).isEmpty();
            }

            @Override
            public Instant after(Instant last) {
                return times().nextExecution(last.atZone(zone)).orElseThrow().toInstant();
            }

            @Override
            public String toString() {
                return fields;
            }
        }
    }

    /** Returns one that begins at once, and then again and again after a time, which is positive. */
    public static Timetable every(Duration time) {
        return new Timetable(new Times.Every(time), Duration.ZERO);
    }

    /**
     * Returns one for times of the day.
     *
     * @param fields minute, hour, day of the month, month and day of the week, as in a crontab
     * @param zone where these times are
     * @throws IllegalArgumentException if these aren't such fields, or never come
     */
    public static Timetable at(String fields, ZoneId zone) {
        var times = new Times.At(fields, zone);
        if (times.isNever()) {
            throw new IllegalArgumentException("never: " + fields);
        }
        return new Timetable(times, Duration.ZERO);
    }

    /** Returns the same with another jitter. */
    public Timetable spread(Duration most) {
        return new Timetable(times, most);
    }

    /** Returns when the first run begins. */
    Instant first(Instant now) {
        return times instanceof Times.Every ? now : late(now, times.after(now));
    }

    /**
     * Returns when the next run begins: always later than now. Runs that were missed meanwhile are left out.
     *
     * @param last when the last one should have begun
     */
    Instant next(Instant last, Instant now) {
        Instant planned = times.after(last);
        return late(now, planned.isAfter(now) ? planned : times.after(now));
    }

    private Instant late(Instant now, Instant planned) {
        Duration part = Duration.between(now, planned).dividedBy(SMALL_PART);
        long most = (part.compareTo(jitter) < 0 ? part : jitter).toMillis();
        return planned.plusMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }

    /** Returns what tells it from others, apart from the jitter. */
    @Override
    public String toString() {
        return times.toString();
    }
}
