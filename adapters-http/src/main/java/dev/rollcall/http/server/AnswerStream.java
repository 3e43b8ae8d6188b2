package dev.rollcall.http.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.Answer;
import dev.rollcall.domain.CallListener;
import dev.rollcall.domain.RollCall;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * Writes answers one by one, as NDJSON or as server-sent events, and at the end what they came to. It counts what it writes. For one
 * thread.
 */
final class AnswerStream implements CallListener {
    private final JsonGenerator json;
    private final boolean events;
    private final boolean prompt;
    private RollCall.Counts counts = RollCall.Counts.NONE;

    private AnswerStream(OutputStream out, boolean events, boolean prompt) throws IOException {
        this.json = Json.FACTORY.createGenerator(out);
        this.json.setRootValueSeparator(null);
        this.events = events;
        this.prompt = prompt;
    }

    /** Returns a stream of NDJSON whose every line is sent at once. */
    static AnswerStream lines(OutputStream out) throws IOException {
        return new AnswerStream(out, false, true);
    }

    /** Returns a stream of NDJSON whose lines are sent by the buffer full, and by {@link #flush()}. */
    static AnswerStream bulk(OutputStream out) throws IOException {
        return new AnswerStream(out, false, false);
    }

    /** Returns a stream of events, each of which is sent at once. */
    static AnswerStream events(OutputStream out) throws IOException {
        return new AnswerStream(out, true, true);
    }

    /**
     * Writes an answer.
     *
     * @throws UncheckedIOException if the client went away
     */
    @Override
    public void answered(Answer answer) {
        counts = counts.plus(answer);
        try {
            begin("answer");
            RollCallJson.writeAnswer(answer, json);
            end(prompt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what was written. */
    void flush() throws IOException {
        json.flush();
    }

    /** Writes what the answers came to in so much time, as the last line or event. */
    void finish(Duration elapsed) throws IOException {
        finish(new RollCall.Summary(counts, elapsed, List.of()));
    }

    /** Writes what the roll call came to, as the last line or event. */
    void finish(RollCall.Summary summary) throws IOException {
        begin("done");
        json.writeStartObject();
        RollCallJson.writeSummary(summary, json);
        json.writeEndObject();
        end(true);
    }

    /**
     * Writes a problem as the last line, behind the answers that were written.
     *
     * @throws Problem.Refusal the one given, if nothing was written yet
     */
    void fail(Problem.Refusal refusal) throws IOException {
        if (counts.asked() == 0) {
            throw refusal;
        }
        begin("problem");
        Problems.write(refusal.problem(), json);
        end(true);
    }

    private void begin(String event) throws IOException {
        if (events) {
            json.writeRaw("event: " + event + "\ndata: ");
        }
    }

    private void end(boolean send) throws IOException {
        json.writeRaw(events ? "\n\n" : "\n");
        if (send) {
            json.flush();
        }
    }
}
