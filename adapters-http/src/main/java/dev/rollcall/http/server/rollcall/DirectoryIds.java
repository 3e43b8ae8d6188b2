package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Registrar;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The ids of the directory in order, read page by page: one that is there all the time occurs exactly once. {@link #hasNext} throws {@link
 * dev.rollcall.domain.directory.DirectoryUnavailable} if a page can't be read. For one thread at a time.
 */
final class DirectoryIds implements Iterator<UserId> {
    private final Registrar registrar;
    private Optional<Query> following = Optional.of(Query.first(Query.MAX_LIMIT));
    private Iterator<Entry> entries = Collections.emptyIterator();

    DirectoryIds(Registrar registrar) {
        this.registrar = registrar;
    }

    @Override
    public boolean hasNext() {
        while (!entries.hasNext() && following.isPresent()) {
            Query query = following.get();
            Page page = registrar.index(query);
            entries = page.entries().iterator();
            following = page.next().map(query::after);
        }
        return entries.hasNext();
    }

    @Override
    public UserId next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return entries.next().user().id();
    }
}
