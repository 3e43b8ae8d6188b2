package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserReaderTest {
    private static final UserId ID = new UserId("7");

    private static FieldMapping mapping(String id, String name, String email) {
        return new FieldMapping(id, Map.of(UserField.NAME, name, UserField.EMAIL, email));
    }

    private static User read(FieldMapping fields, String json) throws IOException {
        return new UserReader(fields).read(ID, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fields_are_found_where_the_pointers_lead() throws IOException {
        var fields = mapping("/data/0/key", "/data/0/person/full~1name", "/mail");
        User user = read(fields, """
                {"mail": "ada@example.org", "key": 8, "data": [
                  {"person": {"name": 1, "full/name": "Ada"}, "key": 7, "other": [[{"key": 9}]]}, {"key": 9}]}""");
        assertThat(user).isEqualTo(new User(ID, "Ada", "ada@example.org"));
    }

    @Test
    void an_id_that_is_not_mapped_is_the_one_that_was_asked_for() throws IOException {
        var fields = mapping("", "/name", "/email");
        assertThat(read(fields, "{\"id\":8,\"name\":\"Ada\"}")).isEqualTo(new User(ID, "Ada", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ``",
                "[] | ``",
                "[{\"id\":7}] | ``",
                "{\"error\":\"not found\"} | , what came has \"error\"",
                "{\"a\":[{}],\"b\":1,\"\\n\":{}} | , what came has \"a\", \"b\", \"\\u000A\"",
            })
    void where_no_id_is_mapped_something_else_must_tell_that_it_is_a_user(String json, String instead) {
        var fields = mapping("", "/name", "/email");
        assertThatThrownBy(() -> read(fields, json)).hasMessage("/name and /email are missing" + instead);
    }

    @Test
    void of_many_other_members_the_first_eight_are_told() {
        String many = "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9}";
        assertThatThrownBy(() -> read(FieldMapping.DEFAULT, many))
                .hasMessageStartingWith("/id is missing, what came has \"a\"")
                .hasMessageEndingWith("\"h\"");
    }

    @Test
    void a_byte_order_mark_is_passed_over_once_and_at_the_beginning_alone() throws IOException {
        assertThat(read(FieldMapping.DEFAULT, "\uFEFF{\"id\":7,\"name\":\"\uFEFF\"}"))
                .isEqualTo(new User(ID, "\uFEFF", ""));
        assertThatThrownBy(() -> read(FieldMapping.DEFAULT, "\uFEFF\uFEFF{\"id\":7}"))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> read(FieldMapping.DEFAULT, "\uFEFF")).isInstanceOf(Malformed.class);
    }

    @Test
    void what_stands_before_and_behind_in_the_buffer_is_left() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap("{}{\"id\":7}{}".getBytes(StandardCharsets.UTF_8), 2, 8);
        assertThat(new UserReader(FieldMapping.DEFAULT).read(ID, buffer)).isEqualTo(new User(ID, "", ""));
        assertThat(buffer.remaining()).isEqualTo(8);
    }

    @Test
    void a_document_that_is_too_deep_is_malformed() {
        assertThatThrownBy(() -> read(FieldMapping.DEFAULT, "[".repeat(100_000)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("broken JSON at");
    }

    @Test
    void two_fields_may_be_the_same() throws IOException {
        var fields = mapping("/id", "/mail", "/mail");
        assertThat(read(fields, "{\"id\":7,\"mail\":\"a@b\"}")).isEqualTo(new User(ID, "a@b", "a@b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`` | broken JSON at line 1, column 2",
                "`` | the body is no JSON object or array",
                "7 | the body is no JSON object or array",
                "null | the body is no JSON object or array",
                "[] | /id is missing",
                "{\"id\":null} | /id is missing",
                "{\"name\":\"Ada\"} | /id is missing",
                "{\"id\":8} | /id is \"8\", not \"7\"",
                "{\"id\":7.0} | /id is a number, not a string",
                "{\"id\":true} | /id is a boolean, not a string",
                "{\"id\":7,\"name\":{}} | /name is an object, not a string",
                "{\"id\":7,\"email\":[\"a\"]} | /email is an array, not a string",
                "{\"id\":7,\"id\":7} | /id occurs twice",
                "{\"id\":7} 8 | unexpected content after the JSON value, at line 1, column 10",
                "{\"id\":7,\"name\":\"a\\u0000\"} | name must not have control characters",
            })
    void what_is_not_the_user_is_told(String json, String message) {
        assertThatThrownBy(() -> read(FieldMapping.DEFAULT, json))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "x/id"})
    void a_pointer_begins_with_a_slash(String pointer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping(pointer, "/name", "/email"))
                .withMessageContaining("must begin with /: \"" + pointer + "\"");
        assertThatIllegalArgumentException().isThrownBy(() -> mapping("/id", "", "/email"));
    }
}
