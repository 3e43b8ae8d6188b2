package dev.rollcall.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.db.load.Doorkeeper;
import dev.rollcall.db.load.Loads;
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
import dev.rollcall.domain.directory.Upsert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A directory that shares reads and never serves stale ones: a change that was acknowledged, by whichever instance, is visible to every
 * later read.
 *
 * <p>Concurrent reads are batched ({@link Loads}). Pages are cached with the stamp that the database had before the read, and reused
 * while it has the same stamp. From the second read of a page on, each checks the stamp; concurrent reads share one
 * check. While the stamp keeps changing, it is checked rarely.
 *
 * <p>Safe for use by many threads.
 */
public final class SharedReads implements Directory {
    /** How many batches run at once; more would only compete for processors. */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
    /** How many users or pages are read in one batch. */
    private static final int BATCH = 32;
    /** How long a batch may run before others no longer wait for it: many times as long as usual. */
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** The same for counts, searches and long pages: as long as one waits for a connection. */
    private static final Duration MUCH_PATIENCE = Pool.PATIENCE;
    /** How many connections short pages leave for other work. */
    private static final int RESERVED = 2;
    /** The maximum number of users on all cached pages: some tens of megabytes. */
    private static final long MAX_CACHED = 50_000;
    /** After how many misses in a row the stamp of a page is checked rarely. */
    private static final int MAX_MISSES = 3;
    /** One of how many reads checks the stamp then. */
    private static final int RARELY = 8;

    private final SqlDirectory directory;
    private final Loads<UserId, Optional<Entry>> users;
    private final Loads<Query, Page> shortPages;
    private final Loads<Query, Page> slowPages;
    private final Loads<Query, Long> counts;
    private final Loads<SqlDirectory, Optional<String>> stamps = new Loads<>(1, 1, PATIENCE, SharedReads::stamp);
    private final Doorkeeper asked = new Doorkeeper();
    private final Cache<Query, CachedPage> cache = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHED)
            .executor(Runnable::run) // waking another thread for each page would cost more than the page
            .weigher((Query query, CachedPage cached) ->
                    1 + cached.page().entries().size())
            .build();

    /**
     * A cached page.
     *
     * @param stamp the stamp of the database before the read
     * @param misses how many reads in a row couldn't use it
     */
    private record CachedPage(Page page, String stamp, int misses) {
        boolean isWorthChecking() {
            return misses < MAX_MISSES || misses % RARELY == 0;
        }

        CachedPage withMisses(int times) {
            return new CachedPage(page, stamp, times);
        }
    }

    /** Creates it over a directory. */
    public SharedReads(SqlDirectory directory) {
        this.directory = directory;
        this.users = new Loads<>(AT_ONCE, BATCH, PATIENCE, directory::findEach);
        int countsAtOnce = Math.max(1, directory.longReadsAtOnce() / 2);
        int pagesAtOnce = Math.max(1, directory.longReadsAtOnce() - countsAtOnce);
        this.slowPages = new Loads<>(pagesAtOnce, 1, MUCH_PATIENCE, directory::pages);
        this.counts = new Loads<>(countsAtOnce, 1, MUCH_PATIENCE, one -> count(directory, one.getFirst()));
        this.shortPages = directory.readsTogether()
                ? new Loads<>(AT_ONCE, BATCH, PATIENCE, directory::pages)
                : new Loads<>(Math.max(1, directory.connections() - RESERVED), 1, PATIENCE, directory::pages);
    }

    private static Map<Query, Long> count(SqlDirectory directory, Query query) {
        return Map.of(query, directory.count(query));
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
        CachedPage before = cache.getIfPresent(query);
        if (before == null) {
            return pageAfter(stamps.get(directory), query, 0);
        }
        if (!before.isWorthChecking()) {
            cache.put(query, before.withMisses(before.misses() + 1));
            return read(query);
        }
        Optional<String> stamp = stamps.get(directory);
        if (!stamp.equals(Optional.of(before.stamp()))) {
            return pageAfter(stamp, query, before.misses() + 1);
        }
        if (before.misses() > 0) {
            cache.put(query, before.withMisses(0));
        }
        return before.page();
    }

    /** Reads the page and caches it with the stamp, which must be older. */
    private Page pageAfter(Optional<String> stamp, Query query, int misses) {
        Page page = read(query);
        stamp.ifPresent(found -> cache.put(query, new CachedPage(page, found, misses)));
        return page;
    }

    private Page read(Query query) {
        return (SqlDirectory.isLong(query) ? slowPages : shortPages).get(query);
    }

    @Override
    public long count(Query query) {
        return counts.get(query.ofAll());
    }

    @Override
    public Save save(User user, Precondition precondition, Attribution attribution) {
        return directory.save(user, precondition, attribution);
    }

    @Override
    public Tally saveAll(Iterable<Upsert> users, Attribution attribution) {
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
