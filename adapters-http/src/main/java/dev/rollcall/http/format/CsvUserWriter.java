package dev.rollcall.http.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes users as CSV (RFC 4180): a header row, then one row per user. */
final class CsvUserWriter implements UserWriter {
    private final CsvWriter csv;

    CsvUserWriter(OutputStream out) {
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(UserMembers.NAMES);
    }

    @Override
    public void write(User user) {
        List<String> row = new ArrayList<>(UserMembers.NAMES.size());
        row.add(user.id().value());
        UserField.ALL.forEach(field -> row.add(user.get(field)));
        csv.writeRecord(row);
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }
}
