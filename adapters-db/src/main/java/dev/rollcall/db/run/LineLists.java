package dev.rollcall.db.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads lists of lines from their table, in the order of ids. For one thread. */
public final class LineLists {
    /** The place before all others. */
    private static final byte[] BEGINNING = {};

    private static final String SELECT = "SELECT " + LineColumns.COLUMNS + " FROM ";
    private static final String EVERY = SELECT + "run_lines WHERE run = ? AND place > ? ORDER BY run, place LIMIT ";
    /** How many planned lines are compared with their users at once. */
    private static final int DRIFT_PAGE = 2000;

    private final Statements statements;
    private final String byKind;
    private final String unseen;

    /**
     * Creates it.
     *
     * @param using returns what makes a query use an index, by its name; empty if the planner can be left to itself
     */
    public LineLists(Connection connection, UnaryOperator<String> using) {
        this.statements = new Statements(connection);
        this.byKind = using.apply("run_lines_by_kind");
        this.unseen = using.apply("run_lines_unseen");
    }

    /** Returns lines of a run in the order of ids. */
    public List<RunLine> lines(long run, LineQuery query) throws SQLException {
        byte[] after = query.after().map(LineColumns::place).orElse(BEGINNING);
        if (query.kinds().isEmpty() && query.state().isEmpty()) {
            return statements.all(LineColumns::of, EVERY + query.limit(), run, after);
        }
        Shelves shelves = shelves(query);
        String sql = SELECT + "(%s) AS page ORDER BY place LIMIT %s".formatted(shelves.sql(), query.limit());
        return statements.all(LineColumns::of, sql, shelves.parameters(run, after));
    }

    /**
     * The first lines of each kind in each state, together: each combination is in order in the index. The limits are written out, since H2
     * 2.5.252 returns the last result of an inner query if only its limit is another.
     */
    private record Shelves(String sql, int count) {
        Object[] parameters(long run, byte[] after) {
            Object[] parameters = new Object[2 * count];
            for (int i = 0; i < parameters.length; i += 2) {
                parameters[i] = run;
                parameters[i + 1] = after;
            }
            return parameters;
        }
    }

    private Shelves shelves(LineQuery query) {
        Collection<Line.Kind> kinds =
                query.kinds().isEmpty() ? EnumSet.allOf(Line.Kind.class) : EnumSet.copyOf(query.kinds());
        List<String> shelves = new ArrayList<>();
        for (Line.Kind kind : kinds) {
            for (String state : states(query)) {
                shelves.add(("(SELECT * FROM run_lines%s WHERE run = ? AND kind = '%s' AND state = '%s' AND place > ?"
                                + " ORDER BY run, kind, state, place LIMIT %s)")
                        .formatted(byKind, kind.word(), state, query.limit()));
            }
        }
        return new Shelves(String.join(" UNION ALL ", shelves), shelves.size());
    }

    private static List<String> states(LineQuery query) {
        return query.state()
                .map(state -> List.of(state.word()))
                .orElseGet(() -> Stream.concat(
                                Stream.of(""),
                                Arrays.stream(RunLine.State.values()).map(RunLine.State::word))
                        .toList());
    }

    /** Returns lines of a run whose users aren't present, in the order of ids. */
    public List<RunLine> unseen(long run, Optional<Place> after, int limit) throws SQLException {
        return statements.all(
                LineColumns::of,
                SELECT
                        + "run_lines%s WHERE run = ? AND unseen = TRUE AND place > ? ORDER BY run, unseen, place LIMIT %s"
                                .formatted(unseen, limit),
                run,
                after.map(LineColumns::place).orElse(BEGINNING));
    }

    private record Planned(UserId id, boolean isDrifted) {}

    /** Returns users who changed since their lines were planned, in the order of ids. */
    public List<UserId> drifted(long run, int limit) throws SQLException {
        var query = new LineQuery(Set.of(), Optional.of(RunLine.State.PLANNED), Optional.empty(), DRIFT_PAGE);
        Shelves shelves = shelves(query);
        String sql = "SELECT page.id, page.user_version IS DISTINCT FROM users.version FROM"
                + " (SELECT * FROM (%s) AS planned ORDER BY place LIMIT %s) AS page LEFT JOIN users ON users.id = page.id"
                        .formatted(shelves.sql(), DRIFT_PAGE)
                + " ORDER BY page.place";
        List<UserId> drifted = new ArrayList<>();
        byte[] after = BEGINNING;
        List<Planned> planned;
        do {
            planned = statements.all(LineLists::planned, sql, shelves.parameters(run, after));
            planned.stream().filter(Planned::isDrifted).map(Planned::id).forEach(drifted::add);
            after = planned.isEmpty()
                    ? after
                    : LineColumns.place(planned.getLast().id());
        } while (planned.size() == DRIFT_PAGE && drifted.size() < limit);
        return drifted.subList(0, Math.min(limit, drifted.size()));
    }

    private static Planned planned(ResultSet row) throws SQLException {
        return new Planned(new UserId(row.getString(1)), row.getBoolean(2));
    }
}
