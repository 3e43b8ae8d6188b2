package dev.rollcall.http.format.runs;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.format.users.Formulas;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes lines as CSV (RFC 4180): a header row, then one row per line. Each field has two columns, before and after the change; of fields
 * that don't change both are empty.
 */
final class LineCsv implements LineWriter {
    private final UserFields fields;
    private final Formulas formulas;
    private final CsvWriter csv;

    /** Creates it, and writes the header row. */
    LineCsv(OutputStream out, UserFields fields, Formulas formulas) {
        this.fields = fields;
        this.formulas = formulas;
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(columns());
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("id", "kind", "state"));
        fields.all().forEach(field -> columns.addAll(List.of(field.name() + " before", field.name() + " after")));
        columns.addAll(List.of("outcome", "detail", "attempts", "at", "listed", "note"));
        return columns;
    }

    @Override
    public void write(RunLine line) {
        List<String> row = new ArrayList<>();
        row.add(formulas.written(line.id().value()));
        row.add(line.kind().word());
        row.add(line.state().map(RunLine.State::word).orElse(""));
        List<UserField> changed = line.fields();
        for (UserField field : fields.all()) {
            boolean isChanged = changed.contains(field);
            row.add(isChanged ? value(line.before(), field) : "");
            row.add(isChanged ? value(line.after(), field) : "");
        }
        Proof proof = line.proof();
        row.add(proof.answer().outcome());
        row.add(formulas.written(proof.answer().explanation()));
        row.add(Integer.toString(proof.answer().attempts().count()));
        row.add(proof.at().toString());
        row.add(Boolean.toString(proof.listed()));
        row.add(formulas.written(line.note()));
        csv.writeRecord(row);
    }

    private String value(Optional<User> user, UserField field) {
        return user.map(known -> formulas.written(known.get(field))).orElse("");
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
    }
}
