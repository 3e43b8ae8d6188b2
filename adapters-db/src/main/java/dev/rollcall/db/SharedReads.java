package dev.rollcall.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.domain.Change;
import dev.rollcall.domain.Directory;
import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Precondition;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.Removal;
import dev.rollcall.domain.Save;
import dev.rollcall.domain.Signature;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A directory whose readers share what they read, and never read anything older than their asking: a change that was acknowledged, by
 * whichever instance, is seen by every read that comes after.
 *
 * <p>Those who ask the same while a load of it runs share the next one. And a page that was read before is given again as long as the
 * database is in the very state in which it was read; which state that is has to be asked each time, but all readers share the answer.
 *
 * <p>Safe for use by many threads.
 */
public final class SharedReads implements Directory {
    /** How many users the pages that are remembered may have in all: some tens of megabytes. */
    private static final long MAX_REMEMBERED = 50_000;

    private final SqlDirectory directory;
    private final Loads<UserId, Optional<Entry>> users;
    private final Loads<Query, Page> pages;
    private final Loads<SqlDirectory, Optional<String>> states;
    private final Cache<Query, SqlDirectory.PageRead> remembered = Caffeine.newBuilder()
            .maximumWeight(MAX_REMEMBERED)
            .weigher((Query query, SqlDirectory.PageRead read) ->
                    1 + read.page().entries().size())
            .build();

    /** Creates it over the directory that is read and changed. */
    public SharedReads(SqlDirectory directory) {
        this.directory = directory;
        this.users = new Loads<>(directory::find);
        this.pages = new Loads<>(this::read);
        this.states = new Loads<>(SqlDirectory::state);
    }

    private Page read(Query query) {
        SqlDirectory.PageRead read = directory.read(query);
        if (read.state().isPresent()) {
            remembered.put(query, read);
        }
        return read.page();
    }

    @Override
    public Optional<Entry> find(UserId id) {
        return users.get(id);
    }

    @Override
    public Page page(Query query) {
        SqlDirectory.PageRead before = remembered.getIfPresent(query);
        if (before != null && before.state().equals(states.get(directory))) {
            return before.page();
        }
        return pages.get(query);
    }

    @Override
    public Save save(User user, Precondition precondition, Signature signature) {
        return directory.save(user, precondition, signature);
    }

    @Override
    public Removal remove(UserId id, Precondition precondition, Signature signature) {
        return directory.remove(id, precondition, signature);
    }

    @Override
    public List<Change> history(UserId id, long before, int limit) {
        return directory.history(id, before, limit);
    }
}
