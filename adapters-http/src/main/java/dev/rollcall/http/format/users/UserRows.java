package dev.rollcall.http.format.users;

import dev.rollcall.domain.directory.imports.Row;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of a file as they are read, and what it has besides. For one thread. */
public abstract class UserRows implements Iterator<Row> {
    private final MappedUsers users;
    private Optional<Row> next = Optional.empty();
    private boolean isAhead;

    UserRows(MappedUsers users) {
        this.users = users;
    }

    /** Reads the next row; returns empty at the end. */
    abstract Optional<Row> read();

    /** Returns the names of the columns that were seen so far, in their order. */
    public List<String> columns() {
        return users.columns();
    }

    /** Returns the names of those columns that no field is in: what is in them was ignored. */
    public List<String> ignored() {
        return users.ignored();
    }

    /** Returns the columns that fields are mapped to and that no row had so far. */
    public List<String> missing() {
        return users.missing();
    }

    @Override
    public boolean hasNext() {
        if (!isAhead) {
            next = read();
            isAhead = true;
        }
        return next.isPresent();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        isAhead = false;
        return next.orElseThrow();
    }
}
