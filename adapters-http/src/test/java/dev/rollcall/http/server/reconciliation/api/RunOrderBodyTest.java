package dev.rollcall.http.server.reconciliation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.web.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunOrderBodyTest {
    private static final RunOrder USUAL =
            new RunOrder(RunOrder.RosterKind.DIRECTORY, Reconciliation.DEFAULT, RunOrder.Application.WITHIN_LIMITS);

    private static RunOrderBody read(String body) {
        return RunOrderBody.read(body.getBytes(UTF_8), USUAL, UserFields.BASIC);
    }

    @Test
    void what_is_not_said_is_as_usual() {
        assertThat(read("{}").order()).isEqualTo(USUAL);
        assertThat(read("{\"roster\":\"directory\",\"policy\":{}}").order()).isEqualTo(USUAL);
        assertThat(read("{}").ids()).isEmpty();
    }

    @Test
    void ids_are_called_in_place_of_the_directory() {
        RunOrderBody body = read("{\"roster\":{\"ids\":[\" a \",7]},\"apply\":\"never\"}");
        assertThat(body.order().roster()).isEqualTo(RunOrder.RosterKind.IDS);
        assertThat(body.order().application()).isEqualTo(RunOrder.Application.NEVER);
        assertThat(body.ids()).isEqualTo(List.of(new UserId("a"), new UserId("7")));
    }

    @Test
    void the_guards_stay_as_they_are() {
        Reconciliation rules =
                read("{\"policy\":{\"removals\":\"delete\"}}").order().rules();
        assertThat(rules.limits()).isEqualTo(USUAL.rules().limits());
        assertThat(rules.soundness()).isEqualTo(USUAL.rules().soundness());
        assertThat(rules.policy().absence()).isEqualTo(USUAL.rules().policy().absence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"roster\":{}} | ids is missing in roster",
                "{\"roster\":7} | roster must be a string",
                "{\"roster\":\"ids\"} | roster must be \"directory\" or an object with ids",
                "{\"roster\":{\"ids\":7}} | ids must be an array",
                "{\"roster\":{\"ids\":[\"..\"]}} | another place",
                "{\"roster\":{\"count\":7}} | \"count\" is not a member of roster, which may have ids",
                "{\"apply\":null} | apply must be one of never, within-limits",
                "{\"apply\":\"never\",\"apply\":\"never\"} | apply occurs twice",
                "{\"policy\":[]} | policy must be a JSON object",
                "{\"soundness\":1} | \"soundness\" is not a member of the body, which may have apply, policy, roster",
            })
    void everything_else_is_refused(String body, String detail) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Refusal.class).hasMessageContaining(detail);
    }
}
