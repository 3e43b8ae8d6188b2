package dev.rollcall.http.server.reconciliation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyBodyTest {
    private static Policy read(String body) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            return PolicyBody.read(json, Policy.DEFAULT, UserFields.with(List.of("team")));
        }
    }

    @Test
    void each_rule_may_be_chosen_alone() throws Exception {
        assertThat(read("{}")).isEqualTo(Policy.DEFAULT);
        assertThat(read("{\"create\":\"report\"}").create()).isEqualTo(Policy.Creation.REPORT);
        assertThat(read("{\"removals\":\"never\"}")).isEqualTo(Policy.DEFAULT.withRemovals(Policy.Removals.NEVER));
    }

    @Test
    void the_fields_that_are_named_are_all_that_change() throws Exception {
        assertThat(read("{\"fields\":{\"team\":\"fill-blanks\",\"active\":\"directory-wins\"}}")
                        .fields())
                .isEqualTo(Map.of(
                        UserField.attribute("team"),
                        Precedence.FILL_BLANKS,
                        UserField.ACTIVE,
                        Precedence.DIRECTORY_WINS));
        assertThat(read("{\"fields\":{}}").fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"create\":true} | create must be one of never, report, create",
                "{\"removals\":\"DELETE\"} | removals must be one of never, deactivate, delete: \"DELETE\"",
                "{\"fields\":[]} | fields must be a JSON object",
                "{\"fields\":{\"phone\":\"remote-wins\"}} | \"phone\" is not a field of a user (name, email, active, team)",
                "{\"fields\":{\"name\":\"mine\"}} | name must be one of remote-wins, directory-wins, fill-blanks",
                "{\"fields\":{\"name\":\"remote-wins\",\"name\":\"remote-wins\"}} | name occurs twice",
                "{\"protect\":[]} | \"protect\" is not a member of policy, which may have create, fields, removals",
            })
    void everything_else_is_refused(String body, String detail) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Refusal.class).hasMessageContaining(detail);
    }
}
