package dev.rollcall.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

final class LogLimitTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StreamHandler handler = new StreamHandler(out, new Plain());
    private Instant now = Instant.EPOCH;

    LogLimitTest() {
        InstantSource clock = () -> now;
        handler.setFilter(new LogLimit(handler, clock));
    }

    private static final class Plain extends Formatter {
        @Override
        public String format(LogRecord event) {
            return "%s %s: %s\n".formatted(event.getLevel(), event.getLoggerName(), event.getMessage());
        }
    }

    private void log(int times, String logger, Level level) {
        for (int i = 0; i < times; i++) {
            var event = new LogRecord(level, "path " + i);
            event.setLoggerName(logger);
            handler.publish(event);
        }
    }

    private List<String> lines() {
        handler.flush();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        out.reset();
        return lines;
    }

    @Test
    void the_first_events_of_a_minute_are_logged_and_the_rest_is_counted() {
        log(1_000_000, "web", Level.WARNING);
        assertThat(lines()).hasSize(LogLimit.MAX).startsWith("WARNING web: path 0");
        now = now.plusSeconds(59);
        log(1, "web", Level.WARNING);
        assertThat(lines()).isEmpty();
        now = now.plusSeconds(1);
        log(1, "web", Level.WARNING);
        assertThat(lines()).containsExactly("WARNING web: 999981 more like these were left out", "WARNING web: path 0");
        now = now.plusSeconds(60);
        log(1, "web", Level.WARNING);
        assertThat(lines()).containsExactly("WARNING web: path 0");
    }

    @Test
    void an_event_of_another_logger_or_level_is_not_drowned() {
        log(100, "web", Level.WARNING);
        log(1, "web", Level.SEVERE);
        log(1, "db", Level.WARNING);
        assertThat(lines()).hasSize(LogLimit.MAX + 2).endsWith("SEVERE web: path 0", "WARNING db: path 0");
    }

    @Test
    void what_was_left_out_is_told_with_the_next_event_whatever_it_is() {
        log(100, "web", Level.WARNING);
        lines();
        now = now.plusSeconds(3600);
        log(1, "db", Level.SEVERE);
        assertThat(lines()).containsExactly("WARNING web: 80 more like these were left out", "SEVERE db: path 0");
    }

    @Test
    void a_clock_that_is_set_back_silences_nothing() {
        log(100, "web", Level.WARNING);
        lines();
        now = now.minusSeconds(3600);
        log(1, "web", Level.WARNING);
        assertThat(lines()).hasSize(2);
    }
}
