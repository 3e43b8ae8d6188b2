package dev.rollcall.http.format.users;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserFields;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes users as CSV (RFC 4180): a header row, then one row per user. */
final class CsvUserWriter implements UserWriter {
    private final UserFields fields;
    private final CsvWriter csv;
    private final Formulas formulas;

    CsvUserWriter(OutputStream out, UserFields fields, Formulas formulas) {
        this.fields = fields;
        this.formulas = formulas;
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(fields.names());
    }

    @Override
    public void write(User user) {
        List<String> row = new ArrayList<>(fields.all().size() + 1);
        row.add(formulas.written(user.id().value()));
        fields.all().forEach(field -> row.add(formulas.written(user.get(field))));
        csv.writeRecord(row);
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }
}
