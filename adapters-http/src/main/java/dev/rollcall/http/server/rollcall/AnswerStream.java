package dev.rollcall.http.server.rollcall;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.SeenIds;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.RollCallJson;
import dev.rollcall.http.server.web.Heartbeat;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Streams answers as NDJSON or server-sent events, and then the summary. All methods throw {@link UncheckedIOException} or {@link
 * IOException} if the client disconnects. For one thread.
 */
final class AnswerStream implements CallListener {
    /** The bytes for the ids of a stream are doubled up to here; then they are 16 MiB, for one and a half million ids. */
    private static final long MOST_GROWTH = 8 << 20;

    private final JsonGenerator json;
    private final boolean events;
    private final boolean prompt;
    private final Predicate<UserId> isNew;
    private final Heartbeat heartbeat;
    private int duplicates;
    private boolean isBegun;

    private AnswerStream(OutputStream out, boolean events, boolean prompt, Predicate<UserId> isNew) throws IOException {
        this.json = Json.FACTORY.createGenerator(out);
        this.json.setRootValueSeparator(null);
        this.heartbeat = new Heartbeat(out);
        this.events = events;
        this.prompt = prompt;
        this.isNew = isNew;
    }

    /** Returns a stream of NDJSON that sends each line immediately. */
    static AnswerStream lines(OutputStream out) throws IOException {
        return new AnswerStream(out, false, true, id -> true);
    }

    /**
     * Returns a stream of NDJSON for any number of ids. It sends lines when the buffer is full and on {@link #settled()}, and marks
     * repeated ids as duplicates.
     *
     * @param memory takes a number of bytes of the server's memory, and returns whether they were there
     */
    static AnswerStream bulk(OutputStream out, LongPredicate memory) throws IOException {
        return new AnswerStream(
                out, false, false, new SeenIds(bytes -> bytes <= MOST_GROWTH && memory.test(bytes))::add);
    }

    /** Returns a stream of events that sends each event immediately. */
    static AnswerStream events(OutputStream out) throws IOException {
        return new AnswerStream(out, true, true, id -> true);
    }

    @Override
    public void answered(Answer answer) {
        try {
            begin("answer");
            json.writeStartObject();
            RollCallJson.writeMembers(answer, json);
            if (!isNew.test(answer.id())) {
                duplicates++;
                json.writeBooleanField("duplicate", true);
            }
            json.writeEndObject();
            end();
            if (prompt) {
                json.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void settled() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void waiting() {
        try {
            json.flush();
            if (events) {
                heartbeat.beat();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the summary of the roll call as the last line or event. */
    void finish(RollCall.Summary summary) throws IOException {
        begin("done");
        json.writeStartObject();
        RollCallJson.writeSummary(summary, json);
        if (duplicates > 0) {
            json.writeNumberField("duplicates", duplicates);
        }
        json.writeEndObject();
        end();
        json.flush();
    }

    /**
     * Writes a problem as the last line, after the answers.
     *
     * @throws Problem.Refusal the one given, if nothing was written yet
     */
    void fail(Problem.Refusal refusal) throws IOException {
        if (!isBegun) {
            throw refusal;
        }
        begin("problem");
        Problems.write(refusal.problem(), json);
        end();
        json.flush();
    }

    private void begin(String event) throws IOException {
        isBegun = true;
        if (events) {
            json.writeRaw("event: " + event + "\ndata: ");
        }
    }

    private void end() throws IOException {
        json.writeRaw(events ? "\n\n" : "\n");
    }
}
