package dev.rollcall.http.server.rollcall;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RosterBodyTest {
    private static RosterBody read(String body) {
        return RosterBody.read(body.getBytes(UTF_8));
    }

    @Test
    void an_id_is_a_string_or_an_integer_by_its_digits() {
        RosterBody body =
                read("{\"ids\":[\"a/b\", 7, -1, 0, \"\\u0037\", 123456789012345678901234567890, \" a\\u200b\"]}");
        assertThat(body.ids())
                .extracting(UserId::value)
                .containsExactly("a/b", "7", "-1", "0", "7", "123456789012345678901234567890", "a");
        assertThat(body.deadline()).isEmpty();
    }

    @Test
    void a_deadline_is_a_text_that_is_not_judged_here_and_may_come_first() {
        assertThat(read("{\"deadline\":\"soon\",\"ids\":[]}"))
                .isEqualTo(new RosterBody(List.of(), Optional.of("soon")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                            | the body must be a JSON object",
                "7                             | the body must be a JSON object",
                "{\"deadline\":\"PT1S\"}       | ids is missing",
                "{\"ids\":null}                | ids must be an array, at line 1, column 8",
                "{\"ids\":{}}                  | ids must be an array, at line 1, column 8",
                "{\"ids\":[7.0]}               | an id must be a JSON string or an integer, at line 1, column 9",
                "{\"ids\":[1e3]}               | an id must be a JSON string or an integer, at line 1, column 9",
                "{\"ids\":[null]}              | an id must be a JSON string or an integer, at line 1, column 9",
                "{\"ids\":[[1]]}               | an id must be a JSON string or an integer, at line 1, column 9",
                "{\"ids\":[1],\"deadline\":2}  | deadline must be a string, at line 1, column 23",
                "{\"ids\":[],\"Ids\":[]}       | the body may have only ids and deadline",
                "{\"ids\":[1],\"ids\":[2]}     | ids occurs twice, at line 1, column 12",
                "{\"deadline\":\"PT1S\",\"deadline\":\"PT2S\",\"ids\":[]} | deadline occurs twice, at line 1, column 20",
                "{\"ids\":[1]} {\"ids\":[2]}   | unexpected content after the JSON object, at line 1, column 13",
            })
    void what_is_no_roster_is_told_with_its_place(String body, String detail) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Refusal.class).hasMessage("bad-body: " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ids\":[1            | the body is not JSON, at line 1, column ",
                "{\"ids\":[1,]}         | the body is not JSON, at line 1, column ",
                "{\"ids\":[01]}         | the body is not JSON, at line 1, column ",
                "{\"ids\":[1]           | the body is not JSON, at line 1, column ",
                "{\"ids\":[1]}}         | unexpected content after the JSON object, at line 1, column ",
                "{\"ids\":[\" \"]}      | id must have 1 to 128 characters, not 0: \"\", at line 1, column 9",
                "{\"ids\":[\"\"]}       | id must have 1 to 128 characters, not 0: \"\", at line 1, column 9",
                "{\"ids\":[\".\"]}      | id must not be \".\", which means another place in a URI, at line 1, column 9",
                "{\"ids\":[\"\\ud800\"]} | id must be well-formed Unicode (lone surrogate U+D800 at index 0), at line 1",
            })
    void what_is_no_json_and_what_is_no_id_is_told_with_its_place(String body, String detail) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageStartingWith("bad-body: " + detail);
    }

    @Test
    void only_utf_8_is_read() {
        assertThatThrownBy(() -> RosterBody.read("{\"ids\":[\"Zoë\"]}".getBytes(ISO_8859_1)))
                .isInstanceOf(Problem.Refusal.class);
    }

    @Test
    void the_longest_body_has_room_for_the_longest_ids() {
        String longest = "\"" + "\\u00e4".repeat(UserId.MAX_LENGTH) + "\"";
        String body =
                "{\"ids\":[" + String.join(", ", Collections.nCopies(1000, longest)) + "], \"deadline\": \"PT2S\"}";
        assertThat(read(body).ids()).hasSize(1000);
        assertThat(body.length()).isLessThanOrEqualTo(RosterBody.maxLength(1000));
        assertThat(RosterBody.maxLength(0)).isEqualTo(1024);
        assertThat(RosterBody.maxLength(Integer.MAX_VALUE)).isPositive().isLessThan(Integer.MAX_VALUE);
    }
}
