package dev.rollcall.http.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import java.io.IOException;
import java.io.OutputStream;

/** Writes users as CSV (RFC 4180): first the names of the columns, then a line for each user. */
final class CsvUserWriter implements UserWriter {
    private final CsvWriter csv;

    CsvUserWriter(OutputStream out) {
        csv = CsvWriter.builder().build(out);
        csv.writeRecord(UserRow.COLUMNS);
    }

    @Override
    public void write(User user) {
        csv.writeRecord(user.id().value(), user.name(), user.email());
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }
}
