package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListUriTest {
    @ParameterizedTest
    @CsvSource({
        "http://a/users?after={cursor}&limit={size}, http://a/users?limit=50",
        "http://a/users?limit={size}&after={cursor}, http://a/users?limit=50",
        "http://a/users?after={cursor}, http://a/users",
        "http://a/users?x=1&after={cursor}&y=2, http://a/users?x=1&y=2",
        "http://a/users?$top={size}, http://a/users?$top=50",
        "http://a/users, http://a/users",
    })
    void without_a_cursor_its_parameter_is_left_out(String text, String expanded) {
        assertThat(new ListUri(text).expand(50, "")).isEqualTo(expanded);
    }

    @Test
    void the_variables_are_replaced() {
        assertThat(new ListUri("http://a/users?first={offset}&max={size}").expand(50, "100"))
                .isEqualTo("http://a/users?first=100&max=50");
        assertThat(new ListUri("http://a/users/page/{page}").expand(50, "3")).isEqualTo("http://a/users/page/3");
        assertThat(new ListUri("http://a/users?after={cursor}&n={size}").expandCursor(50, "a b/=&"))
                .isEqualTo("http://a/users?after=a%20b%2F%3D%26&n=50");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users",
                "ftp://a/users",
                "http://user@a/users",
                "http://a:0/users",
                "http://a/users#x",
                "http://a/users?n={limit}",
                "http://a/{cursor}/users",
                "http://a/üsers",
                "http:///users"
            })
    void others_are_refused(String text) {
        assertThatThrownBy(() -> new ListUri(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("list URI must ");
    }
}
