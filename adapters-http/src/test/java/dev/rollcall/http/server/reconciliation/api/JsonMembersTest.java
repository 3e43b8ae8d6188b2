package dev.rollcall.http.server.reconciliation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonMembersTest {
    private static List<Object> read(String body) throws IOException {
        List<Object> read = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            JsonMembers.read(
                    json,
                    "it",
                    Map.of(
                            "a",
                            parser -> read.add(JsonMembers.text(parser, "a")),
                            "b",
                            parser -> read.add(JsonMembers.oneOf(parser, "b", Drift.values(), Drift::word))));
        }
        return read;
    }

    @Test
    void members_are_read_in_their_order() throws Exception {
        assertThat(read("{\"b\":\"refuse\",\"a\":\"x\"}")).containsExactly(Drift.REFUSE, "x");
        assertThat(read("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | it must be a JSON object",
                "{\"c\":1} | \"c\" is not a member of it, which may have a, b, at line 1",
                "{\"a\":\"\",\"a\":\"\"} | a occurs twice",
                "{\"a\":1} | a must be a string",
                "{\"b\":[]} | b must be one of skip, refuse",
            })
    void a_bad_member_is_told_and_where_it_is(String body, String detail) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Refusal.class).hasMessageContaining(detail);
    }
}
