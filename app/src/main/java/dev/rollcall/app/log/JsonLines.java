package dev.rollcall.app.log;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.telemetry.Served;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Formats an event as a JSON document on a line of its own: {@code time}, {@code level}, {@code logger}, {@code message}, {@code request}
 * (the id of the request that was being served), the further members that the event has, and {@code error}, the stack trace.
 */
final class JsonLines extends Formatter {
    /** Further members of an event: its only parameter. */
    record Members(Map<String, Object> all) {}

    @Override
    public String format(LogRecord event) {
        return new String(Json.document(json -> write(event, json)), StandardCharsets.UTF_8) + "\n";
    }

    private void write(LogRecord event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", event.getInstant().toString());
        json.writeStringField("level", level(event.getLevel()));
        json.writeStringField("logger", event.getLoggerName());
        json.writeStringField("message", formatMessage(event));
        String thread = Thread.currentThread().getName(); // formatted by the thread of the event
        if (thread.startsWith(Served.THREAD)) {
            json.writeStringField("request", thread.substring(Served.THREAD.length()));
        }
        Object[] parameters = event.getParameters();
        if (parameters != null && parameters.length == 1 && parameters[0] instanceof Members members) {
            for (Map.Entry<String, Object> member : members.all().entrySet()) {
                json.writeObjectField(member.getKey(), member.getValue());
            }
        }
        if (event.getThrown() != null) {
            var trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace));
            json.writeStringField("error", trace.toString());
        }
        json.writeEndObject();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warning";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }
}
