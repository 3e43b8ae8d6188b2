package dev.rollcall.http.format;

import dev.rollcall.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;

/** The rows of a file of users, which is opened anew whenever they are iterated. For one thread, which closes it at the end. */
public final class UserFile implements Iterable<Row>, AutoCloseable {
    private final UserFormat format;
    private final Source source;
    private Optional<InputStream> open = Optional.empty();

    /** Opens a file. */
    @FunctionalInterface
    public interface Source {
        /** Returns the bytes of the file, from the first one on. */
        InputStream open() throws IOException;
    }

    /** Creates it for a file of a form. */
    public UserFile(UserFormat format, Source source) {
        this.format = format;
        this.source = source;
    }

    /**
     * Opens the file and returns its rows as they are read, whatever stands in it.
     *
     * @throws UncheckedIOException if it can't be read; the iterator throws the same
     */
    @Override
    public Iterator<Row> iterator() {
        try {
            close();
            InputStream in = source.open();
            open = Optional.of(in);
            return format.rows(in);
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
