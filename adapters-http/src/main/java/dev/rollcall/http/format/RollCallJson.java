package dev.rollcall.http.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.User;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Writes roll calls as JSON, as {@code openapi.yaml} describes it. */
public final class RollCallJson {

    private RollCallJson() {}

    /**
     * Writes one JSON document, the summary before the answers, and leaves the stream open.
     *
     * @throws IOException if the stream can't be written
     */
    public static void write(RollCall call, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            write(call, json);
        }
    }

    /** Writes the roll call as an object. */
    public static void write(RollCall call, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(call, json);
        json.writeEndObject();
    }

    /** Writes all members of the roll call into the current object. */
    public static void writeMembers(RollCall call, JsonGenerator json) throws IOException {
        writeSummary(call.summary(), json);
        json.writeArrayFieldStart("answers");
        for (Answer answer : call.answers()) {
            writeAnswer(answer, json);
        }
        json.writeEndArray();
    }

    /**
     * Writes NDJSON: one answer per line in roster order, then a line with the summary. Leaves the stream open.
     *
     * @throws IOException if the stream can't be written
     */
    public static void writeLines(RollCall call, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Answer answer : call.answers()) {
                writeAnswer(answer, json);
                json.writeRaw('\n');
            }
            json.writeStartObject();
            writeSummary(call.summary(), json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /**
     * Writes the summary into the current object: {@code complete}, {@code elapsedMillis}, {@code counts}, and {@code warning} if there is
     * one.
     */
    public static void writeSummary(RollCall.Summary summary, JsonGenerator json) throws IOException {
        json.writeBooleanField("complete", summary.counts().isComplete());
        writeMillis("elapsedMillis", summary.elapsed(), json);
        writeCounts(summary.counts(), json);
        Optional<String> warning = summary.warning();
        if (warning.isPresent()) {
            json.writeStringField("warning", warning.get());
        }
    }

    private static void writeCounts(RollCall.Counts counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("asked", counts.asked());
        json.writeNumberField("present", counts.present());
        json.writeNumberField("absent", counts.absent());
        json.writeNumberField("late", counts.late());
        json.writeNumberField("failed", counts.failed());
        json.writeEndObject();
    }

    private static void writeAnswer(Answer answer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(answer, json);
        json.writeEndObject();
    }

    /** Writes all members of the answer into the current object. */
    public static void writeMembers(Answer answer, JsonGenerator json) throws IOException {
        json.writeStringField("id", answer.id().value());
        json.writeStringField("outcome", answer.outcome());
        if (answer instanceof Answer.Failed failed) {
            json.writeStringField("reason", failed.reason().label());
            json.writeStringField("detail", failed.detail());
        }
        writeAttempts(answer.attempts(), json);
        if (answer instanceof Answer.Present present) {
            writeUser(present.user(), json);
        }
    }

    private static void writeAttempts(Attempts attempts, JsonGenerator json) throws IOException {
        json.writeNumberField("attempts", attempts.count());
        writeMillis("startedMillis", attempts.started(), json);
        writeMillis("elapsedMillis", attempts.elapsed(), json);
    }

    private static void writeUser(User user, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("user");
        json.writeStringField("id", user.id().value());
        json.writeStringField("name", user.name());
        json.writeStringField("email", user.email());
        json.writeBooleanField("active", user.isActive());
        for (Map.Entry<String, String> attribute : user.attributes().entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
    }

    private static void writeMillis(String name, Duration time, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Millis.of(time));
    }
}
