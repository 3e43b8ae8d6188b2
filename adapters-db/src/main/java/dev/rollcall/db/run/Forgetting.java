package dev.rollcall.db.run;

import dev.rollcall.db.document.TextsDocument;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.Runs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Forgets what isn't needed any more of runs that ended a while ago, in the transaction of a connection. For one thread. */
public final class Forgetting {
    private final Connection connection;
    private final Statements statements;
    private final String byKind;

    /**
     * Creates it.
     *
     * @param using returns what makes a query use an index, by its name; empty if the planner can be left to itself
     */
    public Forgetting(Connection connection, UnaryOperator<String> using) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.byKind = using.apply("run_lines_by_kind");
    }

    private record Found(long id, long version) {}

    /** Does {@link Runs#forget}. */
    public boolean forget(Runs.Remains remains, Instant before, int limit) throws SQLException {
        String more = remains == Runs.Remains.DIFFERENCES ? "= 'all'" : "<> 'changes'";
        Optional<Found> found = statements.first(
                row -> new Found(row.getLong(1), row.getLong(2)),
                "SELECT runs.id, runs.version FROM runs"
                        + " JOIN run_acts ON run_acts.run = runs.id AND run_acts.version = runs.version"
                        + " WHERE runs.working IS NULL AND runs.state NOT IN ('ready', 'held')"
                        + " AND run_acts.acted < ? AND runs.remains " + more + " ORDER BY runs.id LIMIT 1",
                Statements.timestamp(before));
        if (found.isEmpty()) {
            return false;
        }
        Optional<LockedRun> locked =
                LockedRun.of(connection, found.get().id(), found.get().version());
        if (locked.isPresent()) {
            forget(locked.get().run(), remains, limit);
        }
        return true;
    }

    private void forget(Run run, Runs.Remains remains, int limit) throws SQLException {
        Needless needless = needless(remains);
        Optional<byte[]> last = statements.first(row -> row.getBytes(1), needless.place() + (limit - 1), run.id());
        if (last.isPresent()) {
            statements.write(needless.delete() + " AND place <= ?", run.id(), last.get());
            return;
        }
        statements.write(needless.delete(), run.id());
        statements.write("DELETE FROM run_pages WHERE run = ?", run.id());
        if (remains == Runs.Remains.CHANGES && isWithoutLines(run)) {
            statements.write("DELETE FROM run_acts WHERE run = ?", run.id());
            statements.write("DELETE FROM runs WHERE id = ?", run.id());
            return;
        }
        statements.write(
                "UPDATE runs SET remains = ?, warnings = ? WHERE id = ?",
                remains.name().toLowerCase(Locale.ROOT),
                TextsDocument.of(remains.warnings(run.warnings())),
                run.id());
    }

    /**
     * Lines that are to be forgotten.
     *
     * @param place a query for the place of one of them, counted from 0
     * @param delete the statement that deletes them
     */
    private record Needless(String place, String delete) {}

    private Needless needless(Runs.Remains remains) {
        return switch (remains) {
            case DIFFERENCES -> needless(byKind, "kind = 'same' AND state = ''", "run, kind, state, place");
            case CHANGES -> needless("", "state <> 'applied'", "run, place");
        };
    }

    private static Needless needless(String using, String condition, String order) {
        return new Needless(
                "SELECT place FROM run_lines%s WHERE run = ? AND %s ORDER BY %s LIMIT 1 OFFSET "
                        .formatted(using, condition, order),
                "DELETE FROM run_lines WHERE run = ? AND " + condition);
    }

    private boolean isWithoutLines(Run run) throws SQLException {
        return statements
                .first(row -> true, "SELECT place FROM run_lines WHERE run = ? LIMIT 1", run.id())
                .isEmpty();
    }
}
