package dev.rollcall.http.server.reconciliation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.RunTally;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.Problems;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RunProblemsTest {
    private static Run run(RunState state) {
        var order = new RunOrder(RunOrder.RosterKind.IDS, Reconciliation.DEFAULT, RunOrder.Application.NEVER);
        var act = new Act(state, new Actor("zoe"), Instant.EPOCH);
        return new Run(7, order, List.of(act), RunTally.begin(0, 0), List.of(), List.of());
    }

    private static String document(Problem problem) {
        return new String(Json.document(json -> Problems.write(problem, json)), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "CALLING, can only be cancelled",
        "APPLYING, can only be cancelled",
        "READY, can be applied or rejected",
        "HELD, 'approve it first, or reject it'",
        "FAILED, nothing more can become of it"
    })
    void what_is_possible_in_a_state_is_told(RunState state, String possible) {
        assertThat(RunProblems.unfit(run(state)).detail()).endsWith(possible);
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void the_run_and_its_state_go_along(RunState state) {
        assertThat(document(RunProblems.unfit(run(state))))
                .contains("\"run\":\"/api/reconciliations/7\",\"state\":\"" + state.word() + "\"");
    }

    @Test
    void so_many_users_are_named_that_there_may_be_more() {
        List<UserId> ids = Collections.nCopies(Decision.Drifted.MAX_NAMED, new UserId("a"));
        assertThat(RunProblems.drifted(new Decision.Drifted(run(RunState.READY), ids))
                        .detail())
                .startsWith("at least 100 users changed");
        assertThat(document(RunProblems.drifted(new Decision.Drifted(run(RunState.READY), ids.subList(0, 2)))))
                .contains("\"ids\":[\"a\",\"a\"]");
    }
}
