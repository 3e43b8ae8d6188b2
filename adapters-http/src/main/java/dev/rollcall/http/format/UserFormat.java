package dev.rollcall.http.format;

import dev.rollcall.domain.Text;
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
        Iterator<Row> rows(InputStream in) throws IOException {
            return new CsvUsers(in);
        }

        @Override
        public UserWriter writer(OutputStream out) throws IOException {
            return new CsvUserWriter(out);
        }
    },
    /** One JSON object per line. */
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
     * Returns the rows of a file as they are read. Invalid content yields bad rows, never an exception.
     *
     * @throws IOException if the file can't be read; the iterator throws an {@link java.io.UncheckedIOException}
     */
    abstract Iterator<Row> rows(InputStream in) throws IOException;

    /** Returns a writer of this format, which leaves the stream open. */
    public abstract UserWriter writer(OutputStream out) throws IOException;

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the name in lower case, which is also the extension of file names. */
    public String word() {
        return Text.word(this);
    }
}
