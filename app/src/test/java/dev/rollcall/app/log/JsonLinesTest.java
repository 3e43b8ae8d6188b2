package dev.rollcall.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static LogRecord event(Level level, String message) {
        var event = new LogRecord(level, message);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        event.setLoggerName("dev.rollcall.Test");
        return event;
    }

    @Test
    void an_event_is_one_line() {
        assertThat(new JsonLines().format(event(Level.WARNING, "a \"b\"\nc")))
                .isEqualTo(
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"warning\",\"logger\":\"dev.rollcall.Test\","
                                + "\"message\":\"a \\\"b\\\"\\nc\"}\n");
    }

    @Test
    void a_stack_trace_is_in_that_line() {
        LogRecord event = event(Level.SEVERE, "failed");
        event.setThrown(new IllegalStateException("why"));

        String line = new JsonLines().format(event);

        assertThat(line)
                .contains(
                        "\"level\":\"error\"", "\"error\":\"java.lang.IllegalStateException: why\\n\\tat dev.rollcall")
                .endsWith("}\n");
        assertThat(line.strip()).doesNotContain("\n");
    }

    @Test
    void parameters_of_a_message_are_filled_in() {
        LogRecord event = event(Level.INFO, "{0} of {1}");
        event.setParameters(new Object[] {"1", "2"});

        assertThat(new JsonLines().format(event)).contains("\"message\":\"1 of 2\"");
    }
}
