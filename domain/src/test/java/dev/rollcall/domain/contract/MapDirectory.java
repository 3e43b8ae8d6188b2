package dev.rollcall.domain.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.Words;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** An in-memory directory, for tests of users of the port. It meets the same contract as those in a database. */
public final class MapDirectory implements Directory {
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    private static final Comparator<Place> IN_ORDER = Comparator.comparing(Place::key, BY_CODE_POINT)
            .thenComparing(place -> place.id().value(), BY_CODE_POINT);

    private final Map<UserId, Entry> entries = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long version;

    @Override
    public synchronized Optional<Entry> find(UserId id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized List<Entry> findAll(Set<UserId> ids) {
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    @Override
    public synchronized Page page(Query query) {
        List<Entry> found = matching(query)
                .sorted(Comparator.comparing(entry -> place(query, entry), IN_ORDER))
                .filter(entry -> query.after().isEmpty()
                        || IN_ORDER.compare(place(query, entry), query.after().get()) > 0)
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<Entry> shown = more ? found.subList(0, query.limit()) : found;
        return new Page(shown, more ? Optional.of(place(query, shown.getLast())) : Optional.empty());
    }

    @Override
    public synchronized long count(Query query) {
        return matching(query).count();
    }

    private Stream<Entry> matching(Query query) {
        return entries.values().stream().filter(entry -> matches(entry.user(), query.text()));
    }

    private static Place place(Query query, Entry entry) {
        return query.order().placeOf(entry.user());
    }

    private static boolean matches(User user, String text) {
        String begin = Words.of(text);
        return Stream.concat(
                        Stream.of(user.id().value(), user.name(), user.email()), user.attributes().values().stream())
                .anyMatch(value -> (" " + Words.of(value)).contains(" " + begin));
    }

    @Override
    public synchronized Save save(User user, Precondition precondition, Attribution attribution) {
        Optional<Entry> current = find(user.id());
        if (!precondition.isMetBy(current)) {
            return new Save.Refused(current);
        }
        if (current.isPresent() && current.get().user().equals(user)) {
            return new Save.Replaced(current.get());
        }
        Change change = changed(current, Optional.of(user), attribution);
        var entry = new Entry(user, change.version(), change.attribution().at());
        entries.put(user.id(), entry);
        return current.isPresent() ? new Save.Replaced(entry) : new Save.Created(entry);
    }

    @Override
    public synchronized Tally saveAll(Iterable<Upsert> users, Attribution attribution) {
        List<Upsert> all = new ArrayList<>();
        users.forEach(all::add);
        Tally tally = Tally.NONE;
        for (Upsert upsert : all) {
            Optional<User> before = find(upsert.id()).map(Entry::user);
            User user = upsert.applyTo(before);
            tally = tally.plus(before, user);
            save(user, Precondition.none(), attribution);
        }
        return tally;
    }

    @Override
    public synchronized Removal remove(UserId id, Precondition precondition, Attribution attribution) {
        Optional<Entry> current = find(id);
        if (!precondition.isMetBy(current)) {
            return new Removal.Refused(current);
        }
        if (current.isEmpty()) {
            return new Removal.Unknown();
        }
        changed(current, Optional.empty(), attribution);
        entries.remove(id);
        return new Removal.Removed(current.get());
    }

    private Change changed(Optional<Entry> before, Optional<User> after, Attribution attribution) {
        version++;
        Attribution kept = attribution.at(attribution.at().truncatedTo(ChronoUnit.MICROS));
        var change = new Change(version, kept, before.map(Entry::user), after);
        changes.addFirst(change);
        return change;
    }

    @Override
    public synchronized List<Change> history(UserId id, OptionalLong before, int limit) {
        return changes.stream()
                .filter(change ->
                        change.before().or(change::after).orElseThrow().id().equals(id))
                .filter(change -> change.version() < before.orElse(Long.MAX_VALUE))
                .limit(limit)
                .toList();
    }
}
