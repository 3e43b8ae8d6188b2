package dev.rollcall.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A directory in memory, for tests of what stands on the port. It keeps the same contract as those in a database. */
public final class MapDirectory implements Directory {
    private final Map<UserId, Entry> entries =
            new TreeMap<>((a, b) -> java.util.Arrays.compare(codePoints(a), codePoints(b)));
    private long version;

    private static int[] codePoints(UserId id) {
        return id.value().codePoints().toArray();
    }

    @Override
    public synchronized Optional<Entry> find(UserId id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized Page page(Query query) {
        List<Entry> found = entries.values().stream()
                .filter(entry -> query.after().isEmpty()
                        || java.util.Arrays.compare(
                                        codePoints(entry.user().id()),
                                        codePoints(query.after().get()))
                                > 0)
                .filter(entry -> matches(entry.user(), query.text()))
                .limit(query.limit() + 1L)
                .toList();
        boolean more = found.size() > query.limit();
        List<Entry> shown = more ? found.subList(0, query.limit()) : found;
        return new Page(shown, more ? Optional.of(shown.getLast().user().id()) : Optional.empty());
    }

    private static boolean matches(User user, String text) {
        String all = " " + String.join(" ", user.id().value(), user.name(), user.email());
        return text.isEmpty() || folded(all).contains(" " + folded(text));
    }

    private static String folded(String text) {
        return Pattern.compile("\\s+").matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    }

    @Override
    public synchronized Save save(User user, Precondition precondition, Instant now) {
        Optional<Entry> current = find(user.id());
        if (!precondition.isMetBy(current)) {
            return new Save.Refused(current);
        }
        if (current.isPresent() && current.get().user().equals(user)) {
            return new Save.Replaced(current.get());
        }
        version++;
        var entry = new Entry(user, version, now.truncatedTo(ChronoUnit.MICROS));
        entries.put(user.id(), entry);
        return current.isPresent() ? new Save.Replaced(entry) : new Save.Created(entry);
    }

    @Override
    public synchronized Removal remove(UserId id, Precondition precondition) {
        Optional<Entry> current = find(id);
        if (!precondition.isMetBy(current)) {
            return new Removal.Refused(current);
        }
        entries.remove(id);
        return current.<Removal>map(Removal.Removed::new).orElseGet(Removal.Unknown::new);
    }
}
