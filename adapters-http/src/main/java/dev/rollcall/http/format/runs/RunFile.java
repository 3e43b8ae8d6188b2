package dev.rollcall.http.format.runs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The lines of a run as a file, written page by page, so that it takes the same memory however many there are. Safe for use by many threads. */
public final class RunFile {
    private final UserFormat format;
    private final UserFields fields;
    private final Formulas formulas;

    /** Creates it for users with these fields. */
    public RunFile(UserFormat format, UserFields fields, Formulas formulas) {
        this.format = format;
        this.fields = fields;
        this.formulas = formulas;
    }

    /**
     * Writes all lines that the query is about, from its place on; its limit is how many are read at once.
     *
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the lines can't be read
     */
    public void write(Reconciler reconciler, long run, LineQuery query, OutputStream out) throws IOException {
        LineWriter writer = writer(out);
        List<RunLine> lines = reconciler.lines(run, query);
        while (!lines.isEmpty()) {
            for (RunLine line : lines) {
                writer.write(line);
            }
            writer.flush();
            lines = lines.size() < query.limit()
                    ? List.of()
                    : reconciler.lines(run, query.after(lines.getLast().place()));
        }
        writer.flush();
    }

    private LineWriter writer(OutputStream out) throws IOException {
        return switch (format) {
            case CSV -> new LineCsv(out, fields, formulas);
            case NDJSON -> new Ndjson(Json.FACTORY.createGenerator(out), new LineJson(fields));
        };
    }

    /** Writes one object per line. */
    private record Ndjson(JsonGenerator json, LineJson lines) implements LineWriter {
        private Ndjson {
            json.setRootValueSeparator(null);
        }

        @Override
        public void write(RunLine line) throws IOException {
            lines.write(line, json);
            json.writeRaw('\n');
        }

        @Override
        public void flush() throws IOException {
            json.flush();
        }
    }
}
