package dev.rollcall.http.format.runs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunProgress;
import dev.rollcall.http.format.ActorMembers;
import dev.rollcall.http.format.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs as JSON, as {@code openapi.yaml} describes it. Safe for use by many threads. */
public final class RunJson {
    private final InstantSource clock;

    /** Creates it with the clock by which the progress of runs is told. */
    public RunJson(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns a run as a document. */
    public byte[] write(Run run) {
        return Json.document(json -> write(run, json));
    }

    /** Returns {@code {"reconciliations": […], "next": N}}; {@code next} only if given. */
    public byte[] write(List<Run> runs, OptionalLong next) {
        return Json.document(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("reconciliations");
            for (Run run : runs) {
                write(run, json);
            }
            json.writeEndArray();
            if (next.isPresent()) {
                json.writeNumberField("next", next.getAsLong());
            }
            json.writeEndObject();
        });
    }

    private void write(Run run, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", run.id());
        json.writeStringField("state", run.state().word());
        json.writeStringField("meaning", run.state().meaning());
        json.writeNumberField("version", run.version());
        json.writeStringField("roster", run.order().roster().word());
        json.writeStringField("application", run.order().application().word());
        json.writeFieldName("policy");
        RulesJson.write(run.order().rules(), json);
        ActorMembers.write(run.by(), json);
        json.writeStringField("began", run.began().toString());
        writeTime("planned", run.planned(), json);
        writeTime("ended", run.ended(), json);
        writeCounts(run.tally().counts(), json);
        json.writeNumberField("directory", run.tally().directory());
        json.writeNumberField("applied", run.tally().applied());
        json.writeNumberField("skipped", run.tally().skipped());
        writeSentences("reasons", run.reasons(), json);
        writeSentences("warnings", run.warnings(), json);
        writeProgress(run, json);
        writeActs(run.acts(), json);
        json.writeEndObject();
    }

    private static void writeTime(String name, Optional<Instant> time, JsonGenerator json) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(name, time.get().toString());
        }
    }

    private static void writeCounts(LineCounts counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("counts");
        for (Line.Kind kind : Line.Kind.values()) {
            json.writeNumberField(kind.word(), counts.of(kind));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("outcomes");
        json.writeNumberField("present", counts.present());
        json.writeNumberField("absent", counts.absent());
        json.writeNumberField("undecided", counts.unproven());
        json.writeEndObject();
    }

    private static void writeSentences(String name, List<String> sentences, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String sentence : sentences) {
            json.writeString(sentence);
        }
        json.writeEndArray();
    }

    private void writeProgress(Run run, JsonGenerator json) throws IOException {
        Optional<RunProgress> progress = RunProgress.of(run, clock.instant());
        if (progress.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("progress");
        json.writeNumberField("done", progress.get().done());
        json.writeNumberField("total", progress.get().total());
        if (progress.get().pace().isPresent()) {
            RunProgress.Pace pace = progress.get().pace().get();
            BigDecimal rate = BigDecimal.valueOf(pace.perSecond()).setScale(1, RoundingMode.HALF_UP);
            json.writeFieldName("perSecond");
            json.writeNumber(rate.toPlainString());
            json.writeNumberField("secondsLeft", pace.left().toSeconds());
        }
        json.writeEndObject();
    }

    private static void writeActs(List<Act> acts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("acts");
        for (Act act : acts) {
            json.writeStartObject();
            json.writeStringField("state", act.state().word());
            ActorMembers.write(act.by(), json);
            json.writeStringField("at", act.at().toString());
            json.writeStringField("reason", act.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
