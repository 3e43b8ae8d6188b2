package dev.rollcall.http.format;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;

/** The rows of a file of users, reopened for each iteration. For one thread, which must close it. */
public final class UserFile implements Iterable<Row>, AutoCloseable {
    private final UserFormat format;
    private final UserFields fields;
    private final Source source;
    private Optional<InputStream> open = Optional.empty();

    /** Opens a file. */
    @FunctionalInterface
    public interface Source {
        /** Returns a new stream that begins with the first byte. */
        InputStream open() throws IOException;
    }

    /** Creates it for a file in this format, of users with these fields. */
    public UserFile(UserFormat format, UserFields fields, Source source) {
        this.format = format;
        this.fields = fields;
        this.source = source;
    }

    /**
     * Opens the file and returns its rows as they are read, invalid ones as bad rows.
     *
     * @throws UncheckedIOException if it can't be read; so does the iterator
     */
    @Override
    public Iterator<Row> iterator() {
        try {
            close();
            InputStream in = source.open();
            open = Optional.of(in);
            return format.rows(in, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            InputStream in = open.get();
            open = Optional.empty();
            in.close();
        }
    }
}
