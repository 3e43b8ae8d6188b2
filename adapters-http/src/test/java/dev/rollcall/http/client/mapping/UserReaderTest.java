package dev.rollcall.http.client.mapping;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return new UserReader(fields, Optional.empty())
                .read(ID, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow()
                .user();
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
                .hasMessageEndingWith("\"h\", …");
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
        assertThat(new UserReader(FieldMapping.DEFAULT, Optional.empty()).read(ID, buffer))
                .contains(new FoundUser(new User(ID, "", ""), Set.of(UserField.NAME, UserField.EMAIL)));
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
                "[] | an array without users (remote.absent.when = length(@) == `0` says that it is an absence)",
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

    @Test
    void a_field_without_a_place_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> mapping("/id", "", "/email"));
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldMapping("/id", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/id", "id"})
    void of_an_array_the_user_with_the_id_is_meant(String id) throws IOException {
        var fields = mapping(id, "/name", "/email");
        assertThat(read(fields, """
                [{"id": "17", "name": "Eve"}, {"id": 7, "name": "Ada", "tags": [{"id": 7}]}]""")).isEqualTo(new User(ID, "Ada", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[{\"id\":17},{\"name\":\"a\"}] | none of the 2 users has the id \"7\" at %s, but \"17\", none",
                "[{\"id\":7},{\"id\":\"7\"}] | 2 users have the id \"7\"",
                "[] | an array without users",
                "[[]] | none of the 1 users has the id \"7\" at %s, but none",
            })
    void an_array_without_that_one_user_proves_nothing(String json, String message) {
        for (String id : List.of("/id", "id")) {
            assertThatThrownBy(() -> read(mapping(id, "/name", "/email"), json))
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining(message.formatted(id));
        }
    }

    @Test
    void an_array_is_the_user_if_the_mapping_leads_into_it() throws IOException {
        String json = "[{\"id\":7,\"name\":\"Ada\"},{\"id\":8}]";
        assertThat(read(mapping("/0/id", "/0/name", "/0/email"), json)).isEqualTo(new User(ID, "Ada", ""));
        assertThat(read(mapping("[0].id", "[0].name", "[0].email"), json)).isEqualTo(new User(ID, "Ada", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/name", "/0/name", "name"})
    void without_an_id_to_compare_one_of_many_is_nobody(String name) {
        var fields = new FieldMapping("", Map.of(UserField.NAME, name));
        assertThatThrownBy(() -> read(fields, "[{\"name\":\"Ada\"},{\"name\":\"Eve\"}]"))
                .isInstanceOf(Malformed.class)
                .hasMessageEndingWith("no id to tell who is meant (remote.fields.id)");
    }

    @Test
    void without_an_id_to_compare_the_only_one_is_meant() throws IOException {
        String json = "{\"found\":[{\"name\":\"Ada\",\"mails\":[1,2]}]}";
        assertThat(read(new FieldMapping("", Map.of(UserField.NAME, "/found/0/name")), json))
                .isEqualTo(new User(ID, "Ada", ""));
    }

    @Test
    void the_user_may_be_anywhere() throws IOException {
        var fields = FieldMapping.DEFAULT;
        var inside = new FieldMapping(Optional.of(Expression.of("Resources")), fields.id(), fields.fields(), false);
        assertThat(read(inside, "{\"total\":1,\"Resources\":[{\"id\":\"7\",\"name\":\"Ada\"}]}"))
                .isEqualTo(new User(ID, "Ada", ""));
        assertThatThrownBy(() -> read(inside, "{\"error\":1}")).hasMessage("/id is missing, what came has \"error\"");
    }

    @Test
    void the_case_of_an_id_may_be_ignored() throws IOException {
        var exact = mapping("/login", "/name", "/email");
        var ignoring = new FieldMapping(Optional.empty(), exact.id(), exact.fields(), true);
        ByteBuffer body = ByteBuffer.wrap("{\"login\":\"Foo-Bar\"}".getBytes(StandardCharsets.UTF_8));
        var asked = new UserId("foo-bar");
        assertThat(new UserReader(ignoring, Optional.empty()).read(asked, body))
                .map(found -> found.user().id())
                .contains(asked);
        assertThatThrownBy(() -> new UserReader(exact, Optional.empty()).read(asked, body))
                .hasMessage("/login is \"Foo-Bar\", not \"foo-bar\"");
    }

    @Test
    void a_condition_says_that_there_is_no_such_user() throws IOException {
        var reader = new UserReader(FieldMapping.DEFAULT, Optional.of(Expression.of("length(@) == `0`")));
        assertThat(reader.read(ID, ByteBuffer.wrap("[]".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(reader.read(ID, ByteBuffer.wrap("[{\"id\":7}]".getBytes(StandardCharsets.UTF_8))))
                .isPresent();
        assertThatThrownBy(
                        () -> reader.read(ID, ByteBuffer.wrap("{\"a\":1, \"a\":1}".getBytes(StandardCharsets.UTF_8))))
                .hasMessage("the member \"a\" occurs twice");
    }

    @Test
    void a_condition_that_cannot_be_applied_is_no_absence() {
        var reader = new UserReader(FieldMapping.DEFAULT, Optional.of(Expression.of("length(total) == `0`")));
        assertThatThrownBy(() -> reader.read(ID, ByteBuffer.wrap("{\"total\":0}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Malformed.class)
                .hasMessageStartingWith("remote.absent.when: Invalid argument type calling \"length\"");
    }

    @Test
    void other_fields_may_be_numbers_and_booleans_and_a_flag_a_word() throws IOException {
        Map<UserField, String> mapped = Map.of(
                UserField.NAME,
                "name",
                UserField.ACTIVE,
                "/status",
                UserField.attribute("level"),
                "/level",
                UserField.attribute("admin"),
                "admin");
        assertThat(read(new FieldMapping("/id", mapped), """
                {"id": 7, "name": "Ada", "status": "DISABLED", "level": 3, "admin": false}"""))
                .isEqualTo(new User(
                        ID,
                        Map.of(
                                UserField.NAME,
                                "Ada",
                                UserField.ACTIVE,
                                "false",
                                UserField.attribute("level"),
                                "3",
                                UserField.attribute("admin"),
                                "false")));
        assertThatThrownBy(() -> read(new FieldMapping("/id", mapped), "{\"id\":7,\"status\":\"ON LEAVE\"}"))
                .hasMessage("active must be true or false: \"ON LEAVE\"");
    }

    @Test
    void fields_without_a_value_are_told() throws IOException {
        var reader = new UserReader(FieldMapping.DEFAULT, Optional.empty());
        assertThat(reader.read(ID, ByteBuffer.wrap("{\"id\":7,\"email\":\"\"}".getBytes(StandardCharsets.UTF_8))))
                .map(FoundUser::missing)
                .contains(Set.of(UserField.NAME));
    }
}
