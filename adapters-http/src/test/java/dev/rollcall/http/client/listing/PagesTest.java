package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.mapping.Expression;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URIs of pages by their cursors; how the next one is found is tested with a server, by {@link HttpRemoteListingTest}. */
final class PagesTest {
    private static Pages pages(String uri, NextPage next) {
        return new Pages(
                new UserList(new ListUri(uri), Optional.empty(), next, 50, Optional.empty(), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.org/v1/users?after=7, https://a.example.org/v1/users?after=7",
        "HTTPS://A.example.org:443/v1/users?after=7, https://a.example.org/v1/users?after=7",
        "/v2/users?after=7, https://a.example.org/v2/users?after=7",
        "?after=7, https://a.example.org/v1/users?after=7",
        "users?after=7, https://a.example.org/v1/users?after=7",
        "../x?a=ü, https://a.example.org/x?a=%C3%BC",
        "https://a.example.org, https://a.example.org/",
        "/v1/users?after=7#part, https://a.example.org/v1/users?after=7",
    })
    void a_reference_is_resolved_on_the_origin_of_the_list(String cursor, String uri) {
        Pages pages = pages("https://a.example.org/v1/users?limit={size}", new NextPage.Linked());
        assertThat(pages.uri(Optional.of(cursor))).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example.org/users",
                "https://a.example.org:8443/users",
                "https://b.example.org/users",
                "//b.example.org/users",
                "https://user@a.example.org/users",
                "https://a.example.org.evil.example/users",
                "mailto:a@example.org",
                "https://a.example.org/us ers",
            })
    void credentials_are_sent_nowhere_else(String cursor) {
        Pages pages = pages("https://a.example.org/users", new NextPage.Linked());
        assertThatThrownBy(() -> pages.uri(Optional.of(cursor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no cursor of this list: the ");
    }

    @Test
    void a_cursor_that_is_no_uri_needs_a_place() {
        var told = new NextPage.Told(Expression.of("next"));
        assertThat(pages("http://a/users?c={cursor}", told).uri(Optional.of("x y")))
                .isEqualTo("http://a/users?c=x%20y");
        assertThat(pages("http://a/users?c={cursor}", told).uri(Optional.of("/users?c=z")))
                .isEqualTo("http://a/users?c=z");
        assertThatThrownBy(() -> pages("http://a/users", told).uri(Optional.of("x")))
                .hasMessage("a cursor of this list is a URI: \"x\"");
    }

    @Test
    void a_number_is_counted_from_the_first() {
        Pages pages = pages("http://a/users?p={page}", new NextPage.ByNumber(1));
        assertThat(pages.uri(Optional.empty())).isEqualTo("http://a/users?p=1");
        assertThat(pages.uri(Optional.of("12"))).isEqualTo("http://a/users?p=12");
        for (String wrong : new String[] {"0", "-1", "01", "1e3", "", "9999999999999999"}) {
            assertThatThrownBy(() -> pages.uri(Optional.of(wrong))).hasMessageContaining("a whole number from 1");
        }
    }
}
