package dev.rollcall.http.format.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RunJsonTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final RunJson json = new RunJson(() -> NOW.plusSeconds(4));

    private static Run run(Reconciliation rules, RunState... states) {
        List<Act> acts = Arrays.stream(states)
                .map(state -> new Act(state, new Actor("zoe"), NOW, state == RunState.CANCELLED ? "so" : ""))
                .toList();
        var counts = new LineCounts(Map.of(Line.Kind.LOCAL, 3L), 0, 3, 0, Map.of(), Map.of());
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, RunOrder.Application.WITHIN_LIMITS);
        return new Run(7, order, acts, new RunTally(9, 9, counts, 0, 0, true), List.of("why"), List.of("Beware."));
    }

    private String written(Reconciliation rules, RunState... states) {
        return new String(json.write(run(rules, states)), UTF_8);
    }

    @Test
    void a_run_tells_how_far_it_is_while_it_is_worked_on() {
        assertThat(written(Reconciliation.DEFAULT, RunState.CALLING))
                .startsWith("{\"id\":7,\"state\":\"calling\",\"meaning\":\"The remote is being asked.\",\"version\":1,"
                        + "\"roster\":\"directory\",\"application\":\"within-limits\",")
                .contains("\"progress\":{\"done\":3,\"total\":9,\"perSecond\":0.8,\"secondsLeft\":8}")
                .contains("\"reasons\":[\"why\"],\"warnings\":[\"Beware.\"]")
                .doesNotContain("planned", "ended");
    }

    @Test
    void a_run_tells_all_its_acts() {
        assertThat(written(Reconciliation.DEFAULT, RunState.CALLING, RunState.CANCELLED))
                .contains("\"version\":2", "\"ended\":\"2026-01-02T03:04:05Z\"")
                .endsWith(
                        "{\"state\":\"cancelled\",\"by\":\"zoe\",\"byKind\":\"unknown\",\"at\":\"2026-01-02T03:04:05Z\",\"reason\":\"so\"}]}")
                .doesNotContain("progress", "planned\"");
    }

    @Test
    void a_run_tells_all_its_rules_but_not_who_is_protected() {
        var protection = new Protection(Set.of(new UserId("root")), Map.of());
        var rules = new Reconciliation(
                Policy.DEFAULT.withProtection(protection),
                new Soundness(90),
                new Limits(Map.of(Line.Kind.DELETE, Limits.Limit.count(5))));
        assertThat(written(rules, RunState.CALLING))
                .contains("\"policy\":{\"create\":\"create\",\"removals\":\"deactivate\","
                        + "\"fields\":{\"name\":\"remote-wins\",\"email\":\"remote-wins\"},"
                        + "\"absence\":{\"runs\":2,\"over\":\"PT24H\"},\"grace\":\"PT720H\",\"protect\":1,"
                        + "\"completeness\":90,\"limits\":{\"delete\":{\"count\":5}}}")
                .doesNotContain("root");
    }

    @Test
    void a_page_names_the_next_one_if_there_is_one() {
        List<Run> runs = List.of(run(Reconciliation.DEFAULT, RunState.CALLING));
        assertThat(json.write(runs, OptionalLong.of(7))).asString(UTF_8).endsWith("],\"next\":7}");
        assertThat(json.write(List.of(), OptionalLong.empty())).asString(UTF_8).isEqualTo("{\"reconciliations\":[]}");
    }
}
