package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.run.LineLists;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.domain.run.Runs;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of lines are read from an index, without a scan of their run. H2 tells how many rows a statement reads. */
final class LineScansTest {
    private static final int PAGES = 10;
    private static final int LIMIT = 10;

    private final Database database;

    LineScansTest(@TempDir Path folder) {
        database = Database.open(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 2));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_list_of_lines_reads_no_others() {
        long run = manyWhoAreTheSame();
        var planned = Optional.of(RunLine.State.PLANNED);

        for (Set<Line.Kind> kinds : List.of(Set.<Line.Kind>of(), Set.of(Line.Kind.SAME), Set.of(Line.Kind.CREATE))) {
            var all = new LineQuery(kinds, Optional.empty(), Optional.empty(), LIMIT);
            assertThat(scanned(run, lists -> lists.lines(run, all))).isLessThan(50);
            var some = new LineQuery(kinds, planned, Optional.empty(), LIMIT);
            assertThat(scanned(run, lists -> lists.lines(run, some))).isLessThan(50);
        }
        assertThat(scanned(run, lists -> lists.unseen(run, Optional.empty(), LIMIT)))
                .isLessThan(50);
        assertThat(scanned(run, lists -> lists.drifted(run, LIMIT))).isLessThan(50);
    }

    private long manyWhoAreTheSame() {
        var runs = new SqlRuns(database);
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.NEVER);
        List<Part> parts = IntStream.range(0, PAGES)
                .<Part>mapToObj(i -> new Part.Split(Optional.empty()))
                .toList();
        var begin = new Act(RunState.CALLING, new Actor("tester"), Instant.EPOCH);
        var start = (Runs.Start.Done) runs.begin(order, begin, RunTally.begin(1, 1), parts);
        for (int page = 0; page < PAGES; page++) {
            List<RunLine> lines = IntStream.range(1000 * page, 1000 * page + 1000)
                    .mapToObj(i -> same(new User(new UserId("user-" + i), Map.of())))
                    .toList();
            runs.called(
                    start.pages().get(page),
                    new Runs.Called(lines, LineCounts.NONE, Map.of(), true, List.of(), List.of()));
        }
        return start.run().id();
    }

    private static RunLine same(User user) {
        var proof = Proof.called(new Answer.Present(user, Attempts.NONE), Instant.EPOCH);
        return new RunLine(
                Line.Kind.SAME, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), proof, "");
    }

    /** Reads lists. */
    interface Reading {
        /** Reads them. */
        List<?> of(LineLists lists) throws SQLException;
    }

    /** Returns how many rows the statements of a reading read. */
    private long scanned(long run, Reading reading) {
        return database.query(connection -> {
            List<String> statements = new ArrayList<>();
            reading.of(new LineLists(recording(connection, statements), database.dialect()::using));
            assertThat(statements).isNotEmpty();
            long scanned = 0;
            for (String sql : statements) {
                scanned += scanned(connection, sql, run);
            }
            return scanned;
        });
    }

    private static Connection recording(Connection connection, List<String> statements) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, parameters) -> {
                    statements.add((String) parameters[0]);
                    return method.invoke(connection, parameters);
                });
    }

    private static long scanned(Connection connection, String sql, long run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
            int parameters = statement.getParameterMetaData().getParameterCount();
            for (int index = 1; index <= parameters; index += 2) {
                statement.setLong(index, run);
                statement.setBytes(index + 1, new byte[0]);
            }
            try (ResultSet plan = statement.executeQuery()) {
                plan.next();
                return Pattern.compile("scanCount: (\\d+)")
                        .matcher(plan.getString(1))
                        .results()
                        .mapToLong(count -> Long.parseLong(count.group(1)))
                        .max()
                        .orElseThrow();
            }
        }
    }
}
