package dev.rollcall.db.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.RunLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of the lines of runs, in the transaction of a connection: what is written, and what is read by id. For one thread. */
public final class LineTable {
    private static final String INSERT =
            "INSERT INTO run_lines (%s, run, place) VALUES (%s)".formatted(LineColumns.COLUMNS, "?, ".repeat(17) + "?");
    private static final String UPDATE = "UPDATE run_lines SET kind = ?, state = ?, user_before = ?, user_version = ?,"
            + " user_after = ?, note = ? WHERE run = ? AND place = ?";
    private static final String APPLY = "UPDATE run_lines SET state = ?, note = ? WHERE run = ? AND place = ?";
    private static final String ONE = "SELECT " + LineColumns.COLUMNS + " FROM run_lines WHERE run = ? AND place = ?";
    /** On H2, a list of places would scan the lines of the run. */
    private static final String AMONG = "SELECT run_lines.id FROM UNNEST(CAST(? AS BYTEA ARRAY)) AS sought (place)"
            + " JOIN run_lines ON run_lines.run = ? AND run_lines.place = sought.place";

    private final Connection connection;
    private final Statements statements;

    /** Creates it. */
    public LineTable(Connection connection) {
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    /** Returns the line of a user; empty if the run has none. */
    public Optional<RunLine> line(long run, UserId id) throws SQLException {
        return statements.first(LineColumns::of, ONE, run, LineColumns.place(id));
    }

    /** Returns those of the users who have a line in the run. */
    public Set<UserId> among(long run, Collection<UserId> ids) throws SQLException {
        byte[][] places = ids.stream().map(LineColumns::place).toArray(byte[][]::new);
        return new HashSet<>(statements.all(
                row -> new UserId(row.getString(1)), AMONG, connection.createArrayOf("bytea", places), run));
    }

    /** Inserts lines, in their order. */
    void insert(long run, List<RunLine> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        Comparator<List<@Nullable Object>> byPlace =
                Comparator.comparing(row -> (byte[]) row.getLast(), Arrays::compareUnsigned);
        statements.insert(
                INSERT,
                lines.stream()
                        .map(line -> LineColumns.parameters(run, line))
                        .sorted(byPlace)
                        .toList());
        // a batch of inserts reports no counts
        Statements.requireCount(
                lines.size(),
                among(run, lines.stream().map(RunLine::id).toList()).size());
    }

    /** Writes what a line is by now. */
    void update(long run, List<RunLine> lines) throws SQLException {
        statements.change(
                UPDATE,
                lines.stream().map(line -> LineColumns.changed(run, line)).toList());
    }

    /** Writes what became of lines. */
    void apply(long run, List<RunLine> lines) throws SQLException {
        statements.change(
                APPLY,
                lines.stream().map(line -> LineColumns.applied(run, line)).toList());
    }
}
