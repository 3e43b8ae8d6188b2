package dev.rollcall.http.server.reconciliation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.web.Attachment;
import dev.rollcall.http.server.web.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Streams all lines of a run as a file, page by page, so that it takes the same memory however many there are. */
final class LineStream {
    private final Reconciler reconciler;
    private final UserFields fields;

    LineStream(Reconciler reconciler, UserFields fields) {
        this.reconciler = reconciler;
        this.fields = fields;
    }

    /** Returns the download of those lines of a run that the query is about, from the first one on. */
    Stream file(long run, LineQuery query, UserFormat format, Formulas formulas) {
        String name = "reconciliation-%s.%s".formatted(run, format.word());
        return new Stream(new Attachment(name, format.type()), out -> write(run, query, writer(format, formulas, out)));
    }

    private LineWriter writer(UserFormat format, Formulas formulas, OutputStream out) throws IOException {
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

    private void write(long run, LineQuery query, LineWriter writer) throws IOException {
        var page = new LineQuery(query.kinds(), query.state(), Optional.empty(), LineQueries.MAX_PAGE);
        List<RunLine> lines = reconciler.lines(run, page);
        while (!lines.isEmpty()) {
            for (RunLine line : lines) {
                writer.write(line);
            }
            writer.flush();
            lines = lines.size() < page.limit()
                    ? List.of()
                    : reconciler.lines(run, page.after(lines.getLast().place()));
        }
        writer.flush();
    }
}
