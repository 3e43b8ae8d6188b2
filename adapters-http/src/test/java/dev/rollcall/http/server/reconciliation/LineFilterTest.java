package dev.rollcall.http.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.server.web.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LineFilterTest {
    private static LineFilter read(Map<String, List<String>> fields) {
        return LineFilter.read(Parameters.ofForm(fields, LineFilter.PARAMETERS));
    }

    @Test
    void unless_told_otherwise_all_kinds_are_shown_but_same_and_local() {
        assertThat(read(Map.of())).isEqualTo(LineFilter.USUAL);
        assertThat(LineFilter.USUAL.address()).isEmpty();
        assertThat(LineFilter.USUAL.query().kinds())
                .hasSize(Line.Kind.values().length - 2)
                .doesNotContain(Line.Kind.SAME, Line.Kind.LOCAL);
    }

    @Test
    void one_kind_can_be_shown_or_all() {
        assertThat(LineFilter.ofKind("delete").query().kinds()).containsExactly(Line.Kind.DELETE);
        assertThat(LineFilter.ofKind(LineFilter.ALL).query().kinds()).isEmpty();
        assertThat(LineFilter.ofState(RunLine.State.SKIPPED).query().kinds()).isEmpty();
        assertThat(LineFilter.ofState(RunLine.State.SKIPPED).query().state()).hasValue(RunLine.State.SKIPPED);
    }

    @Test
    void the_address_of_a_filter_leads_to_the_same_filter() {
        LineFilter filter = read(Map.of("kind", List.of("all"), "state", List.of("planned"), "after", List.of("a&b")));
        assertThat(filter.address()).isEqualTo("?kind=all&state=planned&after=a%26b");
        assertThat(filter.first().address()).isEqualTo("?kind=all&state=planned");
        assertThat(read(Map.of("line", List.of("a/7"))).address()).isEqualTo("?line=a%2F7");
    }

    @Test
    void the_next_lines_are_behind_the_last_one_and_one_more_is_asked_for() {
        var id = new UserId("10");
        var query = LineFilter.USUAL.after(id).query();
        assertThat(query.after()).hasValue(Order.ID.placeOf(new User(id, Map.of())));
        assertThat(query.limit()).isEqualTo(LineFilter.LINES + 1);
    }
}
