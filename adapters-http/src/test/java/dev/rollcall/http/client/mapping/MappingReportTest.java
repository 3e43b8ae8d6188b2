package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Explanation.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MappingReportTest {
    private static final FieldMapping MAPPING = new FieldMapping(
            Optional.of(Expression.of("Resources")),
            Optional.of(Expression.of("/id")),
            Map.of(UserField.NAME, Expression.of("join(' ', names)"), UserField.EMAIL, Expression.of("mails[0]")),
            true);

    private static List<Value> report(FieldMapping mapping, Optional<Expression> absentWhen, String json) {
        return new MappingReport(mapping, absentWhen)
                .of(new UserId("A7"), ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void each_expression_is_told_with_what_it_finds() {
        String json =
                "{\"Resources\": [{\"id\": 1}, {\"id\": \"a7\", \"names\": [\"Ada\", \"L\"], \"mails\": [{\"x\": null}]}]}";
        assertThat(report(MAPPING, Optional.of(Expression.of("!Resources")), json))
                .containsExactly(
                        new Value("absent.when", "!Resources", "false"),
                        new Value(
                                "user",
                                "Resources",
                                "[{\"id\":1},{\"id\":\"a7\",\"names\":[\"Ada\",\"L\"],\"mails\":[{\"x\":null}]}]"),
                        new Value("id", "/id", "\"a7\""),
                        new Value("name", "join(' ', names)", "\"Ada L\""),
                        new Value("email", "mails[0]", "{\"x\":null}"));
    }

    @Test
    void what_finds_nothing_or_fails_is_told() {
        List<Value> values = report(MAPPING, Optional.empty(), "{\"Resources\": {\"id\": 7.5, \"names\": 1}}");
        assertThat(values.stream().map(Value::found).skip(1))
                .satisfiesExactly(
                        id -> assertThat(id).isEqualTo("7.5"),
                        name -> assertThat(name).startsWith("Invalid argument type calling \"join\""),
                        email -> assertThat(email).isEqualTo("nothing"));
    }

    @Test
    void of_what_is_no_json_nothing_is_told() {
        assertThat(report(MAPPING, Optional.empty(), "<html>")).isEmpty();
        assertThat(report(MAPPING, Optional.empty(), "{\"a\":1,\"a\":1}")).isEmpty();
    }
}
