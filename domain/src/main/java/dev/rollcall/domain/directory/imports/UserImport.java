package dev.rollcall.domain.directory.imports;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One import. It streams the rows in batches, and remembers only their ids. For one thread. */
public final class UserImport {
    /** How many users are compared, or saved in one transaction. */
    private static final int BATCH = Directory.MAX_IDS;

    private final Directory directory;
    private final Iterable<Row> rows;
    private final ImportListener listener;
    private final SeenRows seen;
    private long bad;

    /** Creates it over a directory, for rows that are streamed; {@link ImportMode#ALL} reads them twice. */
    public UserImport(Directory directory, Iterable<Row> rows, ImportListener listener) {
        this.directory = directory;
        this.rows = rows;
        this.listener = listener;
        seen = new SeenRows(listener::claim);
    }

    /** Runs it. */
    public ImportReport run(ImportMode mode, Attribution attribution) {
        Tally tally = switch (mode) {
            case ALL -> checked() ? directory.saveAll(this::goodUsers, attribution) : Tally.NONE;
            case EACH -> inBatches(batch -> directory.saveAll(batch, attribution));
            case DRY_RUN -> inBatches(this::compared);
        };
        return new ImportReport(mode, bad, tally);
    }

    /** Reports every bad row, and returns whether there was none. */
    private boolean checked() {
        for (Row row : rows) {
            checked(row);
        }
        return bad == 0;
    }

    /** Returns the user of a row; empty if it is bad, which it reports. */
    private Optional<Upsert> checked(Row row) {
        Row once = once(row);
        if (once instanceof Row.Bad badRow) {
            bad++;
            listener.bad(badRow);
            return Optional.empty();
        }
        return Optional.of(((Row.Good) once).upsert());
    }

    /** Returns the row; a bad one instead if another before it has the same id. */
    private Row once(Row row) {
        if (!(row instanceof Row.Good good)) {
            return row;
        }
        UserId id = good.upsert().id();
        OptionalLong first = seen.add(id, row.line());
        return first.isEmpty()
                ? row
                : new Row.Bad(
                        row.line(),
                        "id",
                        id.value(),
                        "the user is already in line %s; a file must have each user once".formatted(first.getAsLong()));
    }

    /** Returns the users of rows that were all good in the first read. */
    private Iterator<Upsert> goodUsers() {
        Iterator<Row> all = rows.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Upsert next() {
                return switch (all.next()) {
                    case Row.Good good -> good.upsert();
                    case Row.Bad changed ->
                        throw new IllegalStateException("the file changed during the import: line %s was good before"
                                .formatted(changed.line()));
                };
            }
        };
    }

    private Tally inBatches(Function<List<Upsert>, Tally> work) {
        Tally tally = Tally.NONE;
        List<Upsert> batch = new ArrayList<>(BATCH);
        for (Row row : rows) {
            checked(row).ifPresent(batch::add);
            if (batch.size() == BATCH) {
                tally = tally.plus(work.apply(batch));
                batch.clear();
            }
        }
        return batch.isEmpty() ? tally : tally.plus(work.apply(batch));
    }

    private Tally compared(List<Upsert> users) {
        Map<UserId, User> present =
                directory.findAll(users.stream().map(Upsert::id).collect(Collectors.toSet())).stream()
                        .map(Entry::user)
                        .collect(Collectors.toMap(User::id, Function.identity()));
        Tally tally = Tally.NONE;
        for (Upsert user : users) {
            Optional<User> before = Optional.ofNullable(present.get(user.id()));
            tally = tally.plus(before, user.applyTo(before));
        }
        return tally;
    }
}
