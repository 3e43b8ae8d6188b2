package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One import. It streams the rows in batches, in constant memory. For one thread. */
final class UserImport {
    /** How many users are compared, or saved in one transaction. */
    private static final int BATCH = Directory.MAX_IDS;

    private final Directory directory;
    private final Iterable<Row> rows;
    private final Consumer<Row.Bad> listener;
    private long bad;

    UserImport(Directory directory, Iterable<Row> rows, Consumer<Row.Bad> listener) {
        this.directory = directory;
        this.rows = rows;
        this.listener = listener;
    }

    ImportReport run(ImportMode mode, Attribution attribution) {
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
            if (row instanceof Row.Bad badRow) {
                report(badRow);
            }
        }
        return bad == 0;
    }

    private void report(Row.Bad row) {
        bad++;
        listener.accept(row);
    }

    /** Returns the users of rows that were all good in the first read. */
    private Iterator<User> goodUsers() {
        Iterator<Row> all = rows.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public User next() {
                return switch (all.next()) {
                    case Row.Good good -> good.user();
                    case Row.Bad changed ->
                        throw new IllegalStateException("the file changed during the import: line %s was good before"
                                .formatted(changed.line()));
                };
            }
        };
    }

    private Tally inBatches(Function<List<User>, Tally> work) {
        Tally tally = Tally.NONE;
        List<User> batch = new ArrayList<>(BATCH);
        for (Row row : rows) {
            switch (row) {
                case Row.Good good -> batch.add(good.user());
                case Row.Bad badRow -> report(badRow);
            }
            if (batch.size() == BATCH) {
                tally = tally.plus(work.apply(batch));
                batch.clear();
            }
        }
        return batch.isEmpty() ? tally : tally.plus(work.apply(batch));
    }

    private Tally compared(List<User> users) {
        Map<UserId, User> present = directory
                .findAll(users.stream().map(User::id).collect(Collectors.toSet()))
                .stream()
                .map(Entry::user)
                .collect(Collectors.toMap(User::id, Function.identity()));
        Tally tally = Tally.NONE;
        for (User user : users) {
            tally = tally.plus(Optional.ofNullable(present.get(user.id())), user);
        }
        return tally;
    }
}
