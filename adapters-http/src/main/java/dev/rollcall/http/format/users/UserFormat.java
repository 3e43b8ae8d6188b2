package dev.rollcall.http.format.users;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.TextReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * The file formats of users, for import and export: their ids and all fields. What a format writes, it reads as equal users.
 */
public enum UserFormat {
    /** Comma-separated values (RFC 4180) in UTF-8, with a header row. */
    CSV(MediaTypes.CSV) {
        @Override
        UserRows rows(TextReader text, UserFields fields, ColumnMapping mapping) throws IOException {
            return new CsvUsers(text, fields, mapping);
        }

        @Override
        public UserWriter writer(OutputStream out, UserFields fields, Formulas formulas) {
            return new CsvUserWriter(out, fields, formulas);
        }
    },
    /** One JSON object per line; read also as an array of them. */
    NDJSON(MediaTypes.NDJSON) {
        @Override
        UserRows rows(TextReader text, UserFields fields, ColumnMapping mapping) throws IOException {
            return NdjsonUsers.of(text, fields, mapping);
        }

        @Override
        public UserWriter writer(OutputStream out, UserFields fields, Formulas formulas) throws IOException {
            if (formulas == Formulas.ESCAPED) {
                throw new IllegalArgumentException("formulas can be escaped only in csv, not in " + word());
            }
            return new NdjsonUserWriter(out, fields);
        }
    };

    private final String type;

    UserFormat(String type) {
        this.type = type;
    }

    /**
     * Returns the rows of a file with these fields, in the columns of the mapping, as they are read. Invalid content yields bad rows, never
     * an exception.
     *
     * @throws IOException if the file can't be read; the iterator throws an {@link java.io.UncheckedIOException}
     */
    abstract UserRows rows(TextReader text, UserFields fields, ColumnMapping mapping) throws IOException;

    /** Returns a writer of these fields in this format, which keeps formulas as they are, and leaves the stream open. */
    public UserWriter writer(OutputStream out, UserFields fields) throws IOException {
        return writer(out, fields, Formulas.KEPT);
    }

    /**
     * Returns a writer of these fields in this format, which leaves the stream open.
     *
     * @throws IllegalArgumentException if formulas are to be escaped in a format that spreadsheets don't open
     */
    public abstract UserWriter writer(OutputStream out, UserFields fields, Formulas formulas) throws IOException;

    /** Returns the format of files with this media type; empty if it is none of users. */
    public static Optional<UserFormat> ofType(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case MediaTypes.CSV, "text/tab-separated-values" -> Optional.of(CSV);
            case MediaTypes.NDJSON, MediaTypes.JSON -> Optional.of(NDJSON);
            default -> Optional.empty();
        };
    }

    /** Returns the format of a file by the extension of its name, without regard to case; empty if it is another one. */
    public static Optional<UserFormat> ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return switch (fileName.substring(dot + 1).toLowerCase(Locale.ROOT)) {
            case "csv", "tsv" -> Optional.of(CSV).filter(csv -> dot >= 0);
            case "ndjson", "jsonl", "json" -> Optional.of(NDJSON).filter(ndjson -> dot >= 0);
            default -> Optional.empty();
        };
    }

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the name in lower case, which is also the extension of file names. */
    public String word() {
        return Text.word(this);
    }
}
