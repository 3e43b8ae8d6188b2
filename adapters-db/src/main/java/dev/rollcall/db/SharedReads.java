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
import dev.rollcall.domain.Tally;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory whose readers share what they read, and never read anything older than their asking: a change that was acknowledged, by
 * whichever instance, is seen by every read that comes after.
 *
 * <p>Those who ask the same while a load of it runs share the next one. And a page that was read before is given again as long as the
 * database has the stamp that it had then; the stamp has to be asked for each time, but all readers share the answer. Where every question
 * is in vain, since somebody always changes something, it isn't asked any more.
 *
 * <p>Safe for use by many threads.
 */
public final class SharedReads implements Directory {
    /** How many users the pages that are remembered may have in all: some tens of megabytes. */
    private static final long MAX_REMEMBERED = 50_000;
    /** How many times in a row the question for the stamp may have been in vain before a page is read without it. */
    private static final int MAX_STALE = 3;

    private final SqlDirectory directory;
    private final Loads<UserId, Optional<Entry>> users;
    private final Loads<Query, Page> pages;
    private final Loads<SqlDirectory, Optional<String>> stamps;
    private final Cache<Query, Remembered> pagesRead = Caffeine.newBuilder()
            .maximumWeight(MAX_REMEMBERED)
            .executor(Runnable::run) // to wake another thread for each page would cost more than the page
            .weigher((Query query, Remembered remembered) ->
                    1 + remembered.read().page().entries().size())
            .build();

    /**
     * A page that was read.
     *
     * @param stale how many times in a row it had to be read since the stamp was another one
     */
    private record Remembered(UserPages.Stamped read, int stale) {
        Remembered followedBy(UserPages.Stamped next) {
            return new Remembered(next, read.stamp().equals(next.stamp()) ? 0 : stale + 1);
        }
    }

    /** Creates it over the directory that is read and changed. */
    public SharedReads(SqlDirectory directory) {
        this.directory = directory;
        this.users = new Loads<>(directory::find);
        this.pages = new Loads<>(this::read);
        this.stamps = new Loads<>(SqlDirectory::stamp);
    }

    private Page read(Query query) {
        UserPages.Stamped read = directory.read(query);
        if (read.stamp().isPresent()) {
            Remembered before = pagesRead.getIfPresent(query);
            pagesRead.put(query, before == null ? new Remembered(read, 0) : before.followedBy(read));
        }
        return read.page();
    }

    @Override
    public Optional<Entry> find(UserId id) {
        return users.get(id);
    }

    @Override
    public List<Entry> findAll(Set<UserId> ids) {
        return directory.findAll(ids);
    }

    @Override
    public Page page(Query query) {
        Remembered before = pagesRead.getIfPresent(query);
        if (before != null
                && before.stale() < MAX_STALE
                && before.read().stamp().equals(stamps.get(directory))) {
            return before.read().page();
        }
        return pages.get(query);
    }

    @Override
    public long count(Query query) {
        return directory.count(query);
    }

    @Override
    public Save save(User user, Precondition precondition, Signature signature) {
        return directory.save(user, precondition, signature);
    }

    @Override
    public Tally saveAll(Iterable<User> users, Signature signature) {
        return directory.saveAll(users, signature);
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
