package dev.rollcall.http.format.users;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.TextReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** The rows of a file of users, reopened for each iteration. For one thread, which must close it. */
public final class UserFile implements Iterable<Row>, AutoCloseable {
    private final Reading reading;
    private final Source source;
    private Optional<InputStream> open = Optional.empty();
    private Optional<UserRows> rows = Optional.empty();

    /**
     * How a file is read.
     *
     * @param format its format
     * @param fields the fields that are read
     * @param mapping the columns that they are in
     * @param charset the charset, unless a byte order mark tells it; empty for UTF-8
     */
    public record Reading(UserFormat format, UserFields fields, ColumnMapping mapping, Optional<Charset> charset) {}

    /** Opens a file. */
    @FunctionalInterface
    public interface Source {
        /** Returns a new stream that begins with the first byte. */
        InputStream open() throws IOException;
    }

    /** Creates it for a file that is read in this way. */
    public UserFile(Reading reading, Source source) {
        this.reading = reading;
        this.source = source;
    }

    /**
     * Opens the file and returns its rows as they are read, invalid ones as bad rows.
     *
     * @throws UncheckedIOException if it can't be read; so does the iterator
     */
    @Override
    public UserRows iterator() {
        try {
            close();
            InputStream in = source.open();
            open = Optional.of(in);
            UserRows opened = reading.format.rows(new TextReader(in, reading.charset), reading.fields, reading.mapping);
            rows = Optional.of(opened);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Returns what {@link UserRows#ignored} says of the rows that were read last. */
    public List<String> ignored() {
        return rows.map(UserRows::ignored).orElse(List.of());
    }

    /** Returns what {@link UserRows#missing} says of the rows that were read last. */
    public List<String> missing() {
        return rows.map(UserRows::missing).orElse(List.of());
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
