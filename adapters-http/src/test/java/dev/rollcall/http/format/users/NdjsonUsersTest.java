package dev.rollcall.http.format.users;

import static dev.rollcall.http.format.users.ReadFile.good;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NdjsonUsersTest {
    private static final String ADA = "{\"id\":\"7\",\"name\":\"Ada\",\"email\":\"\"}";
    private static final int MAX_LINE = 65_536;

    private static ReadFile read(String file) {
        return ReadFile.of(UserFormat.NDJSON, file);
    }

    private static List<Row> rows(byte[] file) {
        return ReadFile.of(UserFormat.NDJSON, Map.of(), Optional.empty(), file).rows();
    }

    private static List<Row> rows(String file) {
        return read(file).rows();
    }

    private static Row ada(long line) {
        return good(line, "7", "Ada", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void each_line_is_a_user_and_the_last_one_needs_no_end(String end) {
        assertThat(rows(ADA + end + ADA)).containsExactly(ada(1), ada(2));
        assertThat(rows(ADA + end + ADA + end)).containsExactly(ada(1), ada(2));
        assertThat(rows("\uFEFF" + ADA + end)).containsExactly(ada(1));
    }

    @Test
    void blank_lines_are_counted_though_they_do_not_count() {
        assertThat(rows("\n \t\r\n" + ADA + "\n\n\n  " + ADA + "  \n\n")).containsExactly(ada(3), ada(6));
        assertThat(rows("")).isEmpty();
        assertThat(rows("\n\r\n ")).isEmpty();
    }

    @Test
    void numbers_are_their_digits_null_is_empty_and_a_missing_member_is_left_alone() {
        assertThat(rows("{\"id\":9001,\"name\":1.50,\"email\":null,\"active\":null,\"team\":true}\n{\"ID\":\"8\"}"))
                .containsExactly(
                        good(
                                1,
                                "9001",
                                Map.of(
                                        UserField.NAME,
                                        "1.50",
                                        UserField.EMAIL,
                                        "",
                                        UserField.ACTIVE,
                                        "true",
                                        UserField.attribute("team"),
                                        "true")),
                        good(2, "8", Map.of()));
    }

    @Test
    void members_of_no_field_are_ignored_and_told() {
        ReadFile file = read("{\"id\":\"1\",\"phone\":{\"a\":[1,{}]},\"x\":1}\n{\"id\":\"2\",\"Phone\":2,\"y\":[]}");
        assertThat(file.rows()).containsExactly(good(1, "1", Map.of()), good(2, "2", Map.of()));
        assertThat(file.ignored()).containsExactly("phone", "x", "y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"\",\"email\":\"\"} | id | id is missing",
                "{} | id | id is missing",
                "{\"id\":\"\",\"name\":\"\"} | id | id must have 1 to 128 characters, not 0: \"\"",
                "{\"id\":null} | id | id must have 1 to 128 characters, not 0: \"\"",
                "{\"id\":\"7\",\"name\":[\"x\"]} | name | \"name\" must be one value, not an object or an array; what is in it can be"
                        + " mapped, such as /name/MEMBER",
                "{\"id\":\"7\",\"active\":\"maybe\"} | active | active must be true or false: \"maybe\"",
                "{\"id\":\"7\",\"id\":\"8\"} | `` | \"id\" occurs twice",
                "\"x\" | `` | a line must be a JSON object",
                "null | `` | a line must be a JSON object",
                "{\"id\":\"7\" | `` | a line must be a JSON object, and nothing else",
                "{\"id\":\"7\",\"name\":\"\"} 1 | `` | unexpected content after the object",
                "{\"id\":\"7\",\"name\":\"\"}} | `` | a line must be a JSON object, and nothing else",
            })
    void a_line_that_is_no_user_says_what_is_wrong_and_in_which_column(String line, String column, String reason) {
        List<Row> rows = rows(line + "\n" + ADA);
        assertThat(rows).hasSize(2).endsWith(ada(2));
        Row.Bad bad = (Row.Bad) rows.getFirst();
        assertThat(bad.line()).isEqualTo(1);
        assertThat(bad.column()).isEqualTo(column);
        assertThat(bad.reason()).isEqualTo(reason);
    }

    @Test
    void of_a_bad_line_the_beginning_is_shown_and_of_a_bad_value_the_value() {
        assertThat(((Row.Bad) rows("x".repeat(321)).getFirst()).value()).isEqualTo("x".repeat(100) + "…");
        assertThat(((Row.Bad) rows("x".repeat(99) + "😀y").getFirst()).value()).isEqualTo("x".repeat(99) + "…");
        assertThat(((Row.Bad) rows(ADA.replace("7", "..")).getFirst()).value()).isEqualTo("..");
    }

    @Test
    void a_line_may_have_64_ki_characters_and_no_more() {
        String most = ADA + " ".repeat(MAX_LINE - ADA.length());
        assertThat(rows(most + "\n" + ADA)).containsExactly(ada(1), ada(2));
        List<Row> rows = rows(most + " \n" + ADA);
        assertThat(rows).hasSize(2).endsWith(ada(2));
        assertThat(((Row.Bad) rows.getFirst()).reason()).isEqualTo("a line must be at most 65536 characters long");
    }

    @Test
    void bytes_that_are_no_text_spoil_their_line_alone() {
        byte[] file = (ADA + "\n{\"id\":\"8\",\"name\":\"Zoë\"}\n" + ADA).getBytes(ISO_8859_1);
        List<Row> rows = rows(file);
        assertThat(rows).hasSize(3).startsWith(ada(1)).endsWith(ada(3));
        assertThat(((Row.Bad) rows.get(1)).reason()).startsWith("byte 0xEB in line 2, column 21 is not UTF-8");
    }

    @Test
    void utf_16_is_read_by_its_mark() {
        assertThat(rows(("\uFEFF" + ADA).getBytes(UTF_16LE))).containsExactly(ada(1));
        assertThat(rows(ADA.getBytes(UTF_16LE))).singleElement().isInstanceOf(Row.Bad.class);
    }

    @Test
    void after_the_last_row_there_is_none() {
        var reading = new UserFile.Reading(UserFormat.NDJSON, ReadFile.FIELDS, ColumnMapping.BY_NAME, Optional.empty());
        UserRows users = new UserFile(reading, () -> new ByteArrayInputStream(ADA.getBytes(UTF_8))).iterator();
        users.next();
        assertThat(users.hasNext()).isFalse();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }
}
