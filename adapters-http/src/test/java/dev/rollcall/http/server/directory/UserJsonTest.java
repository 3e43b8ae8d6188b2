package dev.rollcall.http.server.directory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.http.server.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserJsonTest {
    private static final UserJson JSON = new UserJson(UserFields.BASIC);
    private static final UserId ID = new UserId("7");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final String WRITTEN =
            "{\"id\":\"7\",\"name\":\"\\\"Zoë\\\" 😀\",\"email\":\"\",\"active\":true,\"version\":12,\"changed\":\"2026-01-02T03:04:05.000006Z\"}";

    private static Entry entry() {
        return new Entry(new User(ID, "\"Zoë\" 😀", ""), 12, NOW);
    }

    private static User read(String body) {
        return JSON.read(ID, body.getBytes(UTF_8));
    }

    private static Patch readPatch(String body) {
        return JSON.readPatch(ID, body.getBytes(UTF_8));
    }

    private static String list(Page page, Optional<String> next, OptionalLong total) {
        return new String(JSON.write(page, next, total), UTF_8);
    }

    // -- writing

    @Test
    void a_user_is_an_object_with_its_version_and_when_that_was_written() {
        assertThat(JSON.write(entry())).asString(UTF_8).isEqualTo(WRITTEN);
    }

    @Test
    void a_page_has_a_total_and_a_cursor_only_where_there_are_some() {
        var page = new Page(List.of(entry(), entry()), Optional.empty());
        assertThat(list(page, Optional.empty(), OptionalLong.empty()))
                .isEqualTo("{\"users\":[" + WRITTEN + "," + WRITTEN + "]}");
        assertThat(list(page, Optional.of("c"), OptionalLong.of(5_000_000_000L)))
                .endsWith("],\"total\":5000000000,\"next\":\"c\"}");
        assertThat(list(new Page(List.of(), Optional.empty()), Optional.empty(), OptionalLong.of(0)))
                .isEqualTo("{\"users\":[],\"total\":0}");
    }

    // -- reading

    @Test
    void members_may_come_in_any_order_and_the_id_again() {
        var ada = new User(ID, "Ada", "ada@example.org");
        assertThat(read("{\"name\":\"Ada\",\"email\":\"ada@example.org\"}")).isEqualTo(ada);
        assertThat(read("\r\n{ \"email\" : \"ada@example.org\" , \"id\":\"7\", \"n\\u0061me\":\"\\u0041da\"}\n"))
                .isEqualTo(ada);
    }

    @Test
    void a_patch_has_what_is_to_change_and_null_means_empty() {
        assertThat(readPatch("{}")).isEqualTo(new Patch(Map.of()));
        assertThat(readPatch("{\"name\":\"Ada\"}")).isEqualTo(new Patch(Map.of(UserField.NAME, "Ada")));
        assertThat(readPatch("{\"email\":null,\"name\":\"\",\"id\":\"7\"}"))
                .isEqualTo(new Patch(Map.of(UserField.NAME, "", UserField.EMAIL, "")));
    }

    @Test
    void values_may_be_as_long_as_those_of_a_user_and_no_longer() {
        String name = "n".repeat(200);
        String email = "e".repeat(320);
        assertThat(read("{\"name\":\"%s\",\"email\":\"%s\"}".formatted(name, email)))
                .isEqualTo(new User(ID, name, email));
        assertThatThrownBy(() -> read("{\"name\":\"%sn\",\"email\":\"\"}".formatted(name)))
                .hasMessageStartingWith("bad-body: name must have 0 to 200 characters, not 201: ");
        assertThatThrownBy(() -> readPatch("{\"email\":\"%se\"}".formatted(email)))
                .hasMessageStartingWith("bad-body: email must have 0 to 320 characters, not 321: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                        | the body must be a JSON object",
                "null                      | the body must be a JSON object",
                "\"name\"                  | the body must be a JSON object",
                "[{}]                      | the body must be a JSON object",
                "{}                        | name is missing: the body must be {\"name\": \"…\", \"email\": \"…\"}, with further fields if known",
                "{\"name\":\"a\"}          | email is missing: the body must be {\"name\": \"…\", \"email\": \"…\"}, with further fields if known",
                "{\"name\":null}           | name must be a string, at line 1, column 9",
                "{\"name\":[\"a\"]}        | name must be a string, at line 1, column 9",
                "{\"name\":true}           | name must be a string, at line 1, column 9",
                "{\"Name\":\"a\"}          | \"Name\" is not a member of a user (id, name, email, active), at line 1, column 2",
                "{\"email\":\"\",\"email\":\"\"} | email occurs twice, at line 1, column 21",
                "{\"id\":\"07\"}           | id must be \"7\", as in the path, or missing: \"07\"",
                "{\"id\":7}                | id must be a string, at line 1, column 7",
            })
    void what_is_no_user_is_told_with_its_place(String body, String detail) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.Refusal.class).hasMessage("bad-body: " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                         | the body is not JSON, at line 1, column ",
                "{\"name\":\"a\"           | the body is not JSON, at line 1, column ",
                "{'name':'a'}              | the body is not JSON, at line 1, column ",
                "{\"name\":\"a\",}         | the body is not JSON, at line 1, column ",
                "{\"name\":\"a\",\"email\":\"\"}]  | unexpected content after the JSON object, at line 1, column ",
                "{\"name\":\"a\",\"email\":\"\"} 7 | unexpected content after the JSON object, at line 1, column ",
            })
    void what_is_no_json_is_told_with_its_place(String body, String detail) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageStartingWith("bad-body: " + detail);
    }

    @Test
    void lines_are_counted() {
        assertThatThrownBy(() -> read("{\n\"name\": \"a\",\n  \"phone\": 1}"))
                .hasMessage(
                        "bad-body: \"phone\" is not a member of a user (id, name, email, active), at line 3, column 3");
    }

    @Test
    void only_utf_8_is_read() {
        String body = "{\"name\":\"Zoë\",\"email\":\"\"}";
        assertThatThrownBy(() -> JSON.read(ID, body.getBytes(ISO_8859_1))).isInstanceOf(Problem.Refusal.class);
        assertThatThrownBy(() -> JSON.read(ID, body.getBytes(UTF_16))).isInstanceOf(Problem.Refusal.class);
    }

    @Test
    void a_patch_that_could_make_no_user_is_refused_whoever_it_is_for() {
        assertThatThrownBy(() -> readPatch("{\"name\":\"a\\u2028b\"}"))
                .hasMessageStartingWith("bad-body: name must not have control characters (U+2028 at index 1)");
        assertThatThrownBy(() -> readPatch("{\"name\":\"\\ud800\"}"))
                .hasMessage("bad-body: name must be well-formed Unicode (lone surrogate U+D800 at index 0)");
        assertThatThrownBy(() -> readPatch("{\"name\":{}}"))
                .hasMessage("bad-body: name must be a string, at line 1, column 9");
        assertThatThrownBy(() -> readPatch("null")).hasMessage("bad-body: the body must be a JSON object");
    }
}
