package dev.rollcall.db.run;

import static java.util.stream.Collectors.groupingBy;

import dev.rollcall.db.document.CountsDocument;
import dev.rollcall.db.document.RulesDocument;
import dev.rollcall.db.document.TextsDocument;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of runs and of their acts, in the transaction of a connection. For one thread. */
public final class RunTable {
    private static final String COLUMNS = "SELECT id, roster, application, rules, counts, directory, expected, applied,"
            + " skipped, canaries_held, reasons, warnings, version FROM runs ";
    private static final String ACTS =
            "SELECT run, state, acted_by, acted, reason, acted_by_kind FROM run_acts WHERE run = ANY (?) ORDER BY run, version";
    private static final String INSERT = "INSERT INTO runs (roster, application, rules, directory, expected, working,"
            + " state, version, pages, counts, applied, skipped, canaries_held, reasons, warnings)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE runs SET working = ?, state = ?, version = ?, pages = ?, counts = ?,"
            + " applied = ?, skipped = ?, canaries_held = ?, reasons = ?, warnings = ? WHERE id = ?";
    /** On H2, the rollback of a SELECT FOR UPDATE may cost the row its place in an index. */
    private static final String LOCK = "UPDATE runs SET pages = pages WHERE id = ? AND version = ?";

    private static final String INSERT_ACT =
            "INSERT INTO run_acts (run, version, state, acted_by, acted_by_kind, acted, reason) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final Statements statements;

    /** Creates it. */
    public RunTable(Connection connection) {
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    /** Returns the run; empty if there is none with this number. */
    public Optional<Run> find(long id) throws SQLException {
        return runs(COLUMNS + "WHERE id = ?", id).stream().findFirst();
    }

    /** Returns the run that is being worked on; empty if none is. */
    public Optional<Run> working() throws SQLException {
        return runs(COLUMNS + "WHERE working = 1").stream().findFirst();
    }

    /** Returns runs with smaller numbers than this one, latest first. */
    public List<Run> page(Optional<RunState> state, OptionalLong before, int limit) throws SQLException {
        long smaller = before.orElse(Long.MAX_VALUE);
        return state.isEmpty()
                ? runs(COLUMNS + "WHERE id < ? ORDER BY id DESC LIMIT ?", smaller, limit)
                : runs(
                        COLUMNS + "WHERE state = ? AND id < ? ORDER BY state DESC, id DESC LIMIT ?",
                        state.get().word(),
                        smaller,
                        limit);
    }

    private record Row(
            long id, long version, RunOrder order, RunTally tally, List<String> reasons, List<String> warnings) {}

    private record ActRow(long run, Act act) {}

    private List<Run> runs(String sql, Object... parameters) throws SQLException {
        List<Row> rows = statements.all(RunTable::row, sql, parameters);
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = connection.createArrayOf("BIGINT", rows.stream().map(Row::id).toArray());
        Map<Long, List<ActRow>> acts =
                statements.all(RunTable::act, ACTS, ids).stream().collect(groupingBy(ActRow::run));
        List<Run> runs = new ArrayList<>();
        for (Row row : rows) {
            List<Act> own = acts.getOrDefault(row.id(), List.of()).stream()
                    .limit(row.version()) // what came in between is of a later version
                    .map(ActRow::act)
                    .toList();
            runs.add(new Run(row.id(), row.order(), own, row.tally(), row.reasons(), row.warnings()));
        }
        return runs;
    }

    private static Row row(ResultSet row) throws SQLException {
        var order = new RunOrder(
                constant(RunOrder.RosterKind.values(), row.getString(2)),
                RulesDocument.read(row.getString(4)),
                constant(RunOrder.Application.values(), row.getString(3)));
        var tally = new RunTally(
                row.getLong(6),
                row.getLong(7),
                CountsDocument.read(row.getString(5)),
                row.getLong(8),
                row.getLong(9),
                row.getBoolean(10));
        return new Row(
                row.getLong(1),
                row.getLong(13),
                order,
                tally,
                TextsDocument.read(row.getString(11)),
                TextsDocument.read(row.getString(12)));
    }

    private static <E extends Enum<E>> E constant(E[] all, String word) {
        return Stream.of(all)
                .filter(constant -> Text.word(constant).equals(word))
                .findAny()
                .orElseThrow();
    }

    private static ActRow act(ResultSet row) throws SQLException {
        var act = new Act(
                RunState.of(row.getString(2)).orElseThrow(),
                Statements.actor(row, 3, 6),
                Statements.instant(row, 4).orElseThrow(),
                row.getString(5));
        return new ActRow(row.getLong(1), act);
    }

    /** Returns the number of pages of a run so far; 0 if there is no such run. */
    int pages(long id) throws SQLException {
        return statements
                .first(row -> row.getInt(1), "SELECT pages FROM runs WHERE id = ?", id)
                .orElse(0);
    }

    /**
     * Inserts a run without pages, and returns its number.
     *
     * @throws SQLException a unique violation if another one is being worked on, as well
     */
    public long insert(RunOrder order, Act begin, RunTally tally) throws SQLException {
        var run = new Run(0, order, List.of(begin), tally, List.of(), List.of());
        List<@Nullable Object> parameters = new ArrayList<>(List.of(
                order.roster().word(),
                order.application().word(),
                RulesDocument.of(order.rules()),
                tally.directory(),
                tally.expected()));
        parameters.addAll(progress(run, 0));
        long id = inserted(parameters);
        statements.insert(INSERT_ACT, List.of(act(id, 1, begin)));
        return id;
    }

    private long inserted(List<@Nullable Object> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"id"})) {
            int index = 1;
            for (Object parameter : parameters) {
                statement.setObject(index++, parameter);
            }
            Statements.requireCount(1, statement.executeUpdate());
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static List<@Nullable Object> progress(Run run, int pages) {
        RunTally tally = run.tally();
        return Arrays.asList(
                run.state().isWorking() ? 1 : null,
                run.state().word(),
                run.version(),
                pages,
                CountsDocument.of(tally.counts()),
                tally.applied(),
                tally.skipped(),
                tally.canariesHeld(),
                TextsDocument.of(run.reasons()),
                TextsDocument.of(run.warnings()));
    }

    private static List<Object> act(long run, long version, Act act) {
        return List.of(
                run,
                version,
                act.state().word(),
                act.by().name(),
                act.by().kind().word(),
                Statements.timestamp(act.at()),
                act.reason());
    }

    /** Locks the run until the transaction ends; returns false if it hasn't this version. */
    boolean lock(long id, long version) throws SQLException {
        return statements.write(LOCK, id, version) == 1;
    }

    /**
     * Writes how far a locked run is.
     *
     * @param before the number of its acts that are written already
     */
    void update(Run run, long before, int pages) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>(progress(run, pages));
        parameters.add(run.id());
        statements.change(UPDATE, List.of(parameters));
        List<List<Object>> acts = new ArrayList<>();
        for (long version = before + 1; version <= run.version(); version++) {
            acts.add(act(run.id(), version, run.acts().get((int) version - 1)));
        }
        statements.insert(INSERT_ACT, acts);
    }
}
