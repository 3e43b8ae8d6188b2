package dev.rollcall.http.format.users;

import static dev.rollcall.http.format.users.ReadFile.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonArrayUsersTest {
    private static List<Row> rows(String file) {
        return ReadFile.of(UserFormat.NDJSON, file).rows();
    }

    @Test
    void each_element_is_a_user_wherever_its_lines_end() {
        ReadFile file = ReadFile.of(
                UserFormat.NDJSON, " \n[{\"id\": \"1\", \"name\": \"A\"},\n\n {\n \"id\": 2,\n\"x\": []\n}]\n");
        assertThat(file.rows()).containsExactly(good(2, "1", Map.of(UserField.NAME, "A")), good(4, "2", Map.of()));
        assertThat(file.ignored()).containsExactly("x");
        assertThat(rows("\uFEFF[]")).isEmpty();
    }

    @Test
    void an_element_that_is_no_user_is_a_bad_row_by_itself() {
        assertThat(rows("[7,[{}],{},null,{\"id\":\"..\"},{\"id\":\"1\"}]"))
                .hasSize(6)
                .endsWith(good(1, "1", Map.of()))
                .filteredOn(Row.Bad.class::isInstance)
                .extracting(row -> ((Row.Bad) row).reason())
                .containsExactly(
                        "an element of the array must be an object",
                        "an element of the array must be an object",
                        "id is missing",
                        "an element of the array must be an object",
                        "id must not be \"..\", which means another place in a URI");
    }

    @Test
    void where_the_file_is_no_json_a_bad_row_is_the_last() {
        String good = "[{\"id\":\"1\"},\n";
        for (String rest : List.of("", "{\"id\":\"2\"", "x]", "{\"id\":\"2\"} {", "{\"id\":\"2\",}")) {
            List<Row> rows = rows(good + rest);
            assertThat(rows).as(rest).startsWith(good(1, "1", Map.of()));
            assertThat(((Row.Bad) rows.getLast()).reason())
                    .as(rest)
                    .isEqualTo("the file is not valid JSON; the rest was not read");
            assertThat(rows.getLast().line()).isEqualTo(2);
        }
        assertThat(rows("[]\n[]"))
                .singleElement()
                .isEqualTo(new Row.Bad(1, "", "", "unexpected content after the array"));
        assertThat(rows("[{\"id\":1,\"id\":2},{\"id\":3}]"))
                .containsExactly(new Row.Bad(1, "", "", "\"id\" occurs twice; the rest was not read"));
    }

    @Test
    void an_element_may_not_be_endless() {
        assertThat(ReadFile.of(UserFormat.NDJSON, "[{\"id\":1,\"x\":[" + "\"0123456789\",".repeat(10_000) + "1]}]")
                        .reason())
                .isEqualTo("a user must be at most 65536 characters long; the rest was not read");
    }
}
