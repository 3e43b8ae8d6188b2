package dev.rollcall.http.format;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * The forms in which users are imported and exported: the id and the fields of each. What is written in a form is read as the same users.
 */
public enum UserFormat {
    /** Comma-separated values (RFC 4180) in UTF-8, with a first line that names the columns. */
    CSV(MediaTypes.CSV) {
        @Override
        Iterator<Row> rows(InputStream in) throws IOException {
            return new CsvUsers(in);
        }

        @Override
        public UserWriter writer(OutputStream out) throws IOException {
            return new CsvUserWriter(out);
        }
    },
    /** A JSON object a line. */
    NDJSON(MediaTypes.NDJSON) {
        @Override
        Iterator<Row> rows(InputStream in) {
            return new NdjsonUsers(in);
        }

        @Override
        public UserWriter writer(OutputStream out) throws IOException {
            return new NdjsonUserWriter(out);
        }
    };

    private final String type;

    UserFormat(String type) {
        this.type = type;
    }

    /**
     * Returns the rows of a file as they are read: a row that isn't as it must be is a bad row and never an exception.
     *
     * @throws IOException if the file can't be read; the iterator throws an {@link java.io.UncheckedIOException}
     */
    abstract Iterator<Row> rows(InputStream in) throws IOException;

    /** Returns what writes users in this form; the stream stays open. */
    public abstract UserWriter writer(OutputStream out) throws IOException;

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the form as a word, in lower case, as files of this form end in their names. */
    public String word() {
        return Text.word(this);
    }
}
