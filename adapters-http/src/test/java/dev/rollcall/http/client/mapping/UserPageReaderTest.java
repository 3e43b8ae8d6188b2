package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserPageReaderTest {
    private static final UserPageReader PLAIN =
            new UserPageReader(Optional.empty(), Optional.empty(), FieldMapping.DEFAULT, false);
    private static final UserPageReader SCIM = new UserPageReader(
            Optional.of(Expression.of("Resources")),
            Optional.of(Expression.of("totalResults")),
            new FieldMapping("id", Map.of(UserField.NAME, "displayName || userName")),
            false);

    private static UserPage read(UserPageReader reader, String json) throws IOException {
        return reader.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void each_element_is_a_user() throws IOException {
        UserPage page =
                read(PLAIN, "[{\"id\":1,\"name\":\"Ann\"},{\"id\":\"b\",\"email\":\"b@example.org\",\"x\":[1]}]");
        assertThat(page.users())
                .containsExactly(new User(new UserId("1"), "Ann", ""), new User(new UserId("b"), "", "b@example.org"));
        assertThat(page.unreadable()).isEmpty();
        assertThat(page.blank()).isEmpty();
        assertThat(page.size()).isEqualTo(2);
    }

    @Test
    void what_is_no_user_is_told_and_counted() throws IOException {
        UserPage page = read(PLAIN, """
                [{"name":"Ann"}, {"id":2,"name":"Bea"}, {"id":3}, 4, {"id":5,"name":["x"]}, {"id":true,"name":"x"}]""");
        assertThat(page.users()).hasSize(1);
        assertThat(page.unreadable())
                .containsExactly(
                        "user 1 of the page: /id is missing",
                        "user 3 of the page: " + FieldMapping.HOLLOW,
                        "user 4 of the page: /id is missing",
                        "user 5 of the page: /name is an array, not a string",
                        "user 6 of the page: /id is a boolean, not a string");
        assertThat(page.size()).isEqualTo(6);
        assertThat(page.blank()).containsExactly(UserField.EMAIL);
    }

    @Test
    void an_array_may_be_missing_if_there_is_nobody() throws IOException {
        assertThat(read(SCIM, "{\"totalResults\":0}").size()).isZero();
        assertThatThrownBy(() -> read(SCIM, "{\"totalResults\":3}"))
                .isInstanceOf(Malformed.class)
                .hasMessage("Resources is no array of users, what came has \"totalResults\" (remote.list.users)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"x\"}              | the body is no array of users, what came has \"error\" (remote.list.users)",
                "[{\"id\":1,\"name\":\"A\"}     | broken JSON at line 1, column 21",
                "[] []                          | unexpected content after the JSON value, at line 1, column 4",
                "[{\"name\":\"A\"},{\"id\":2}]  | of 2 users none can be read; user 1 of the page: /id is missing",
                "\"x\"                          | the body is no array of users (remote.list.users)",
            })
    void what_is_no_page_is_refused(String json, String why) {
        assertThatThrownBy(() -> read(PLAIN, json))
                .isInstanceOf(Malformed.class)
                .hasMessage(why);
    }

    @Test
    void a_page_tells_what_else_it_says() throws IOException {
        UserPage page = read(SCIM, "{\"totalResults\":3,\"next\":\"\",\"more\":7,\"o\":{},\"Resources\":[]}");
        assertThat(page.number(Expression.of("totalResults"))).hasValue(3);
        assertThat(page.number(Expression.of("other"))).isEmpty();
        assertThat(page.text(Expression.of("/next"))).isEmpty();
        assertThat(page.text(Expression.of("more"))).hasValue("7");
        assertThatThrownBy(() -> page.text(Expression.of("o"))).hasMessage("o is neither a string nor a number");
        assertThatThrownBy(() -> page.number(Expression.of("'x'"))).hasMessage("'x' is not a whole number");
    }

    @Test
    void an_id_must_be_mapped() {
        var mapping = new FieldMapping("", Map.of(UserField.NAME, "/name"));
        assertThatThrownBy(() -> new UserPageReader(Optional.empty(), Optional.empty(), mapping, false))
                .hasMessage("a list of users needs to know where their ids are");
    }
}
