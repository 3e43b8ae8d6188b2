package dev.rollcall.http.server.reconciliation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineQueriesTest {
    private static LineQuery read(Map<String, List<String>> parameters) {
        return LineQueries.read(Parameters.ofForm(parameters, Set.of("kind", "state", "after", "limit")));
    }

    private static RunLine line(String id) {
        var proof = Proof.called(new Answer.Absent(new UserId(id), Attempts.NONE), Instant.EPOCH);
        return new RunLine(
                Line.Kind.LOCAL, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), proof, "");
    }

    @Test
    void by_default_all_lines_are_meant_50_on_a_page() {
        assertThat(read(Map.of())).isEqualTo(LineQuery.first(50));
    }

    @Test
    void kinds_may_be_repeated_or_separated_by_commas() {
        assertThat(read(Map.of("kind", List.of("create,update", "delete"))).kinds())
                .containsExactlyInAnyOrder(Line.Kind.CREATE, Line.Kind.UPDATE, Line.Kind.DELETE);
        assertThatThrownBy(() -> read(Map.of("kind", List.of("create,all"))))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("\"all\"");
    }

    @Test
    void a_cursor_stands_for_the_place_of_a_line() {
        for (String id : new String[] {"7", "Zoë/☃", "a\"b"}) {
            Optional<Place> after =
                    read(Map.of("after", List.of(LineQueries.cursor(line(id))))).after();
            assertThat(after).hasValue(line(id).place());
        }
    }

    @Test
    void the_next_page_has_the_same_lines() {
        LineQuery query =
                read(Map.of("kind", List.of("delete,create"), "state", List.of("applied"), "limit", List.of("7")));
        assertThat(LineQueries.after(line("7"), query)).isEqualTo("kind=create,delete&state=applied&limit=7&after=Nw");
        assertThat(LineQueries.after(line("7"), LineQuery.first(50))).isEqualTo("after=Nw");
    }
}
