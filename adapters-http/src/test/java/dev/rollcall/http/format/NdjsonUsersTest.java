package dev.rollcall.http.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.domain.directory.Upsert;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NdjsonUsersTest {
    private static final String ADA = "{\"id\":\"7\",\"name\":\"Ada\",\"email\":\"\"}";
    private static final int MAX_LINE = 65_536;

    private static List<Row> rows(byte[] file) {
        List<Row> rows = new ArrayList<>();
        new NdjsonUsers(new ByteArrayInputStream(file), UserFields.BASIC).forEachRemaining(rows::add);
        return rows;
    }

    private static List<Row> rows(String file) {
        return rows(file.getBytes(UTF_8));
    }

    private static Row ada(long line) {
        return new Row.Good(
                line, new Upsert(new UserId("7"), new Patch(Map.of(UserField.NAME, "Ada", UserField.EMAIL, ""))));
    }

    @Test
    void each_line_is_a_user_and_the_last_one_needs_no_end() {
        assertThat(rows(ADA + "\n" + ADA)).containsExactly(ada(1), ada(2));
        assertThat(rows(ADA + "\r\n" + ADA + "\r\n")).containsExactly(ada(1), ada(2));
    }

    @Test
    void blank_lines_are_counted_though_they_do_not_count() {
        assertThat(rows("\n \t\r\n" + ADA + "\n\n\n  " + ADA + "  \n\n")).containsExactly(ada(3), ada(6));
        assertThat(rows("")).isEmpty();
        assertThat(rows("\n\r\n ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"\",\"email\":\"\"} | id | id is missing",
                "{} | id | id is missing",
                "{\"id\":\"7\",\"name\":\"\"} | email | email is missing",
                "{\"id\":\"\",\"name\":\"\",\"email\":\"\"} | id | id must have 1 to 128 characters, not 0: \"\"",
                "{\"id\":\"7\",\"name\":7} | name | name must be a string",
                "{\"id\":\"7\",\"name\":[\"x\"]} | name | name must be a string",
                "{\"id\":\"7\",\"id\":\"8\"} | id | id occurs twice",
                "{\"Id\":\"7\"} | Id | \"Id\" is not a member of a user (id, name, email)",
                "[] | `` | a line must be a JSON object",
                "null | `` | a line must be a JSON object",
                "{\"id\":\"7\" | `` | not JSON in UTF-8",
                "{\"id\":\"7\",\"name\":\"\",\"email\":\"\"} 1 | `` | unexpected content after the object",
                "{\"id\":\"7\",\"name\":\"\",\"email\":\"\"}} | `` | not JSON in UTF-8",
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
        assertThat(((Row.Bad) rows(ADA.replace("7", "..")).getFirst()).value()).isEqualTo("..");
    }

    @Test
    void a_line_may_be_64_kib_long_and_no_longer() {
        String most = ADA + " ".repeat(MAX_LINE - ADA.length());
        assertThat(rows(most + "\n" + ADA)).containsExactly(ada(1), ada(2));
        List<Row> rows = rows(most + " \n" + ADA);
        assertThat(rows).hasSize(2).endsWith(ada(2));
        assertThat(((Row.Bad) rows.getFirst()).reason()).isEqualTo("a line must be at most 65536 bytes long");
    }

    @Test
    void only_utf_8_is_read() {
        assertThat(rows(ADA.getBytes(UTF_16LE))).singleElement().isInstanceOf(Row.Bad.class);
    }

    @Test
    void after_the_last_row_there_is_none() {
        var users = new NdjsonUsers(new ByteArrayInputStream(ADA.getBytes(UTF_8)), UserFields.BASIC);
        users.next();
        assertThat(users.hasNext()).isFalse();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }
}
