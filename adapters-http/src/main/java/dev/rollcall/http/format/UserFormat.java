package dev.rollcall.http.format;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * The file formats of users, for import and export: their ids and all fields. What a format writes, it reads as equal users.
 */
public enum UserFormat {
    /** Comma-separated values (RFC 4180) in UTF-8, with a header row. */
    CSV(MediaTypes.CSV) {
        @Override
        Iterator<Row> rows(InputStream in, UserFields fields) throws IOException {
            return new CsvUsers(in, fields);
        }

        @Override
        public UserWriter writer(OutputStream out, UserFields fields, Formulas formulas) {
            return new CsvUserWriter(out, fields, formulas);
        }
    },
    /** One JSON object per line. */
    NDJSON(MediaTypes.NDJSON) {
        @Override
        Iterator<Row> rows(InputStream in, UserFields fields) {
            return new NdjsonUsers(in, fields);
        }

        @Override
        public UserWriter writer(OutputStream out, UserFields fields, Formulas formulas) throws IOException {
            if (formulas == Formulas.ESCAPED) {
                throw new IllegalArgumentException("formulas can be escaped only in csv, not in " + word());
            }
            return new NdjsonUserWriter(out);
        }
    };

    private final String type;

    UserFormat(String type) {
        this.type = type;
    }

    /**
     * Returns the rows of a file of users with these fields, as they are read. Invalid content yields bad rows, never an exception.
     *
     * @throws IOException if the file can't be read; the iterator throws an {@link java.io.UncheckedIOException}
     */
    abstract Iterator<Row> rows(InputStream in, UserFields fields) throws IOException;

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

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the name in lower case, which is also the extension of file names. */
    public String word() {
        return Text.word(this);
    }
}
