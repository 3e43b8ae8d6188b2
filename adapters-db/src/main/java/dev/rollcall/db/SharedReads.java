package dev.rollcall.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.domain.directory.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A directory whose readers share what they read, and never read anything older than their asking: a change that was acknowledged, by
 * whichever instance, is seen by every read that comes after.
 *
 * <p>Concurrent reads are batched ({@link Loads}). A page that was read is returned again while the database has the stamp that it had before
 * the page was read. Each read from the second on checks the stamp, and concurrent reads share one check. Where the stamp keeps changing, it is checked seldom.
 *
 * <p>Safe for use by many threads.
 */
public final class SharedReads implements Directory {
    /** How many readings are made at once: more would only take turns on the processors. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
    /** How many users or pages are read together. */
    private static final int TOGETHER = 32;
    /** How many users a page may have to be read together with others. */
    private static final int SHORT = 100;
    /** How long a reading may take before others don't wait for it any more: many times as long as usual. */
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** How long that is for searches and long pages: as long as one is waited for that has no connection. */
    private static final Duration MUCH_PATIENCE = Pool.PATIENCE;
    /** How many connections searches and long pages leave for all that is done soon. */
    private static final int LEFT = 2;
    /** How many users the pages that are remembered may have in all: some tens of megabytes. */
    private static final long MAX_REMEMBERED = 50_000;
    /** How many times in a row the question for the stamp may have been in vain before it is asked for seldom. */
    private static final int MAX_VAIN = 3;
    /** Of how many readings one asks for the stamp then. */
    private static final int SELDOM = 8;

    private final SqlDirectory directory;
    private final Loads<UserId, Optional<Entry>> users;
    private final Loads<Query, Page> shortPages;
    private final Loads<Query, Page> slowPages;
    private final Loads<SqlDirectory, Optional<String>> stamps = new Loads<>(1, 1, PATIENCE, SharedReads::stamp);
    private final Doorkeeper asked = new Doorkeeper();
    private final Cache<Query, Remembered> pagesRead = Caffeine.newBuilder()
            .maximumWeight(MAX_REMEMBERED)
            .executor(Runnable::run) // to wake another thread for each page would cost more than the page
            .weigher((Query query, Remembered remembered) ->
                    1 + remembered.page().entries().size())
            .build();

    /**
     * A page that was read.
     *
     * @param stamp that of the database before
     * @param vain how many times in a row it had to be read again
     */
    private record Remembered(Page page, String stamp, int vain) {
        boolean isWorthAsking() {
            return vain < MAX_VAIN || vain % SELDOM == 0;
        }

        Remembered withVain(int times) {
            return new Remembered(page, stamp, times);
        }
    }

    /** Creates it over the directory that is read and changed. */
    public SharedReads(SqlDirectory directory) {
        this.directory = directory;
        this.users = new Loads<>(AT_ONCE, TOGETHER, PATIENCE, directory::findEach);
        this.slowPages = oneByOne(directory, MUCH_PATIENCE);
        this.shortPages = directory.readsTogether()
                ? new Loads<>(AT_ONCE, TOGETHER, PATIENCE, directory::pages)
                : oneByOne(directory, PATIENCE);
    }

    private static Loads<Query, Page> oneByOne(SqlDirectory directory, Duration patience) {
        return new Loads<>(Math.max(1, directory.connections() - LEFT), 1, patience, directory::pages);
    }

    private static Map<SqlDirectory, Optional<String>> stamp(List<SqlDirectory> one) {
        return Map.of(one.getFirst(), one.getFirst().stamp());
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
        if (!directory.hasStamps() || !asked.knows(query)) {
            return read(query);
        }
        Remembered before = pagesRead.getIfPresent(query);
        if (before == null) {
            return pageAfter(stamps.get(directory), query, 0);
        }
        if (!before.isWorthAsking()) {
            pagesRead.put(query, before.withVain(before.vain() + 1));
            return read(query);
        }
        Optional<String> stamp = stamps.get(directory);
        if (!stamp.equals(Optional.of(before.stamp()))) {
            return pageAfter(stamp, query, before.vain() + 1);
        }
        if (before.vain() > 0) {
            pagesRead.put(query, before.withVain(0));
        }
        return before.page();
    }

    /** Returns the page, to be given again as long as the stamp is the same, which was asked for before. */
    private Page pageAfter(Optional<String> stamp, Query query, int vain) {
        Page page = read(query);
        stamp.ifPresent(found -> pagesRead.put(query, new Remembered(page, found, vain)));
        return page;
    }

    private Page read(Query query) {
        boolean isSlow = query.limit() > SHORT || !query.text().isEmpty();
        return (isSlow ? slowPages : shortPages).get(query);
    }

    @Override
    public long count(Query query) {
        return directory.count(query);
    }

    @Override
    public Save save(User user, Precondition precondition, Attribution attribution) {
        return directory.save(user, precondition, attribution);
    }

    @Override
    public Tally saveAll(Iterable<User> users, Attribution attribution) {
        return directory.saveAll(users, attribution);
    }

    @Override
    public Removal remove(UserId id, Precondition precondition, Attribution attribution) {
        return directory.remove(id, precondition, attribution);
    }

    @Override
    public List<Change> history(UserId id, OptionalLong before, int limit) {
        return directory.history(id, before, limit);
    }
}
