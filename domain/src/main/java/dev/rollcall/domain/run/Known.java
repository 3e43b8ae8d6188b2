package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.reconciliation.Sightings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of users before the remote is asked. The database is asked about so many at once as it takes. */
final class Known {
    private final Runs runs;
    private final Directory directory;

    Known(Runs runs, Directory directory) {
        this.runs = runs;
        this.directory = directory;
    }

    /** Returns those of the users who are in the directory. */
    Map<UserId, Entry> entries(Collection<UserId> ids) {
        Map<UserId, Entry> entries = new HashMap<>();
        for (Set<UserId> some : portions(ids)) {
            directory.findAll(some).forEach(entry -> entries.put(entry.user().id(), entry));
        }
        return entries;
    }

    /** Returns what earlier runs have seen of the users. */
    Map<UserId, Sightings> sightings(Collection<UserId> ids) {
        Map<UserId, Sightings> sightings = new HashMap<>();
        portions(ids).forEach(some -> sightings.putAll(runs.sightings(some)));
        return sightings;
    }

    /** Returns those of the users who have a line in the run. */
    Set<UserId> withLine(long run, Collection<UserId> ids) {
        Set<UserId> found = new HashSet<>();
        portions(ids).forEach(some -> found.addAll(runs.withLine(run, some)));
        return found;
    }

    private static List<Set<UserId>> portions(Collection<UserId> ids) {
        List<UserId> all = List.copyOf(ids);
        List<Set<UserId>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += RunPage.MAX_USERS) {
            portions.add(Set.copyOf(all.subList(from, Math.min(all.size(), from + RunPage.MAX_USERS))));
        }
        return portions;
    }
}
