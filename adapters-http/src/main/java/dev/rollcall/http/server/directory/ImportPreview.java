package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.users.UserFile;
import dev.rollcall.http.format.users.UserRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What an import of a file would read, by its first rows.
 *
 * @param columns the columns of the file, in their order
 * @param ignored those that no field is in
 * @param rows the first rows
 */
record ImportPreview(List<String> columns, List<String> ignored, List<Row> rows) {
    /** How many rows are shown. */
    private static final int MAX_ROWS = 5;

    /**
     * Reads the first rows of a file.
     *
     * @throws IOException if the client disconnects
     */
    static ImportPreview of(UserFile.Reading reading, InputStream file) throws IOException {
        try (var opened = new UserFile(reading, () -> file)) {
            UserRows rows = opened.iterator();
            List<Row> first = new ArrayList<>();
            while (first.size() < MAX_ROWS && rows.hasNext()) {
                first.add(rows.next());
            }
            return new ImportPreview(rows.columns(), rows.ignored(), first);
        }
    }

    /** Returns whether a row can be read. */
    boolean isReadable() {
        return rows.stream().anyMatch(Row.Good.class::isInstance);
    }

    /** Returns those of the fields that the rows have. */
    List<UserField> fieldsOf(ImportParameters parameters) {
        return parameters.fields().all().stream()
                .filter(field -> rows.stream().anyMatch(row -> has(row, field)))
                .toList();
    }

    private static boolean has(Row row, UserField field) {
        return row instanceof Row.Good good && good.upsert().patch().values().containsKey(field);
    }
}
