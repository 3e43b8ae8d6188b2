package dev.rollcall.http.format.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.http.format.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonRowTest {
    private static JsonRow row(String object) throws Exception {
        try (JsonParser json = Json.FACTORY.createParser(object)) {
            json.nextToken();
            JsonRow row = JsonRow.read(json);
            assertThat(json.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(json.nextToken()).isNull();
            return row;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id | 7",
                "/id | 7",
                "big | 12345678901234567890.10",
                "none | ``",
                "yes | true",
                "first name | Ada",
                "/name/family | Lovelace",
                "/emails/1/value | b@c",
                "/a~1b | slash",
                "a/b | slash",
                "/c~0d | tilde",
                "/deep/0/0 | x",
                "/deep/1 | ``",
            })
    void a_value_is_found_by_its_name_or_by_what_points_to_it(String key, String value) throws Exception {
        JsonRow row = row("""
                {"ID": 7, "big": 12345678901234567890.10, "none": null, "yes": true, " First Name ": "Ada",
                 "name": {"Family": "Lovelace"}, "emails": [{"value": "a@b"}, {"value": "b@c"}],
                 "a/b": "slash", "c~d": "tilde", "deep": [["x"], null, {}, []]}
                """);
        assertThat(row.value(key)).contains(value);
    }

    @Test
    void what_is_not_there_is_missing_and_what_is_no_text_is_told() throws Exception {
        JsonRow row = row("{\"a\": {\"b\": [1]}, \"c\": []}");
        assertThat(row.value("b")).isEmpty();
        assertThat(row.value("/a/x")).isEmpty();
        assertThat(row.value("/c/0")).isEmpty();
        assertThat(row.members()).containsExactly("a", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.value("a"))
                .withMessage("\"a\" must be one value, not an object or an array; what is in it can be mapped, such as"
                        + " /a/MEMBER");
        assertThatIllegalArgumentException().isThrownBy(() -> row.value("/a/b")).withMessageEndingWith("/a/b/MEMBER");
    }

    @Test
    void of_two_names_that_differ_in_case_the_first_one_counts_and_no_name_may_occur_twice() throws Exception {
        assertThat(row("{\"Id\": 1, \"ID\": 2}").value("id")).contains("1");
        assertThatThrownBy(() -> row("{\"id\": 1, \"x\": {}, \"id\": 1}"))
                .isInstanceOf(JsonRow.Unusable.class)
                .hasMessage("\"id\" occurs twice");
    }

    @Test
    void all_of_it_is_bounded() {
        String half = "x".repeat(JsonRow.MAX_LENGTH / 2);
        for (String object : new String[] {
            "{\"a\":\"%1$s%1$s.\"}", "{\"a\":{\"%1$s\":1,\"%1$s.\":1}}", "{\"a\":[[\"%1$s\"],[\"%1$s.\"]]}"
        }) {
            assertThatThrownBy(() -> row(object.formatted(half)))
                    .isInstanceOf(JsonRow.Unusable.class)
                    .hasMessage("a user must be at most 65536 characters long");
        }
    }
}
