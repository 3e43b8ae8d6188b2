package dev.rollcall.app.log;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Limits what is logged, so that nobody can fill a disk by making the same event happen again and again: of each logger and level, only the
 * first events of a minute. How many were left out is logged with the first event after that minute. Safe for use by many threads.
 */
final class LogLimit implements Filter {
    /** The maximum number of events of a logger and level in a minute. */
    static final int MAX = 20;

    /** The logger of requests that were served: whoever wants them wants all. */
    static final String UNLIMITED = "dev.rollcall.access";

    private static final long MINUTE = 60_000;

    private final Handler handler;
    private final InstantSource clock;
    private final Map<Kind, Integer> counts = new HashMap<>();
    private long begin;

    /** What counts as the same event. Loggers are few, whatever clients do; messages aren't. */
    private record Kind(String logger, Level level) {}

    LogLimit(Handler handler, InstantSource clock) {
        this.handler = handler;
        this.clock = clock;
        this.begin = clock.millis();
        // loads all it takes to log: out of file descriptors, no class could be loaded any more
        counts.merge(new Kind("", Level.OFF), 0, Integer::sum);
    }

    /** Limits what the handlers of a logger log. */
    static void limit(Logger logger) {
        for (Handler handler : logger.getHandlers()) {
            handler.setFilter(new LogLimit(handler, InstantSource.system()));
        }
    }

    @Override
    public synchronized boolean isLoggable(LogRecord event) {
        long now = clock.millis();
        if (now - begin >= MINUTE || now < begin) {
            begin = now;
            Map<Kind, Integer> before = Map.copyOf(counts);
            counts.clear();
            before.forEach(this::logRest);
        }
        if (UNLIMITED.equals(event.getLoggerName())) {
            return true;
        }
        var kind = new Kind(String.valueOf(event.getLoggerName()), event.getLevel());
        return counts.merge(kind, 1, Integer::sum) <= MAX;
    }

    /** Logs how many events were left out, as one of them. */
    private void logRest(Kind kind, int count) {
        if (count > MAX) {
            var rest = new LogRecord(kind.level, "%s more like these were left out".formatted(count - MAX));
            rest.setLoggerName(kind.logger);
            handler.publish(rest);
        }
    }
}
