package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.domain.UserId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UriTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9100/users/{id}",
                "https://hr.example.org/v1/people/{id}/card?full=true",
                "http://[::1]:8080/?id={id}",
                "http://[fe80::1%25lo]:8080/{id}",
                "https://hr.example.org./{id}",
                "http://h?{id}=/",
            })
    void a_template_is_a_uri_around_the_id(String text) {
        var template = new UriTemplate(text);
        assertThat(template).hasToString(text);
        assertThat(template.expand(new UserId("7"))).isEqualTo(text.replace("{id}", "7"));
    }

    @ParameterizedTest
    @CsvSource({
        "a-b_c.d~e, a-b_c.d~e",
        "a b, a%20b",
        "a+b*c, a%2Bb%2Ac",
        "a/b?c#d, a%2Fb%3Fc%23d",
        "50%, 50%25",
        "é😀, %C3%A9%F0%9F%98%80",
    })
    void an_id_is_percent_encoded(String id, String encoded) {
        assertThat(new UriTemplate("http://h/{id}").expand(new UserId(id))).isEqualTo("http://h/" + encoded);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/users/{id}, dept/7, true",
        "http://h/users/{id}?a=b, /, true",
        "http://h/users/{id}/card, a/b/c, true",
        "http://h/users?id={id}, dept/7, false",
        "http://h?{id}=/, dept/7, false",
        "http://h/a/b/{id}, 7, false",
        "http://h/a%2Fb/{id}, 7, false",
        "http://h/users/{id}, dept%2F7, false",
        "http://h/users/{id}, a?b, false",
    })
    void a_slash_of_an_id_is_hidden_in_a_path_but_not_in_a_query(String text, String id, boolean isHidden) {
        assertThat(new UriTemplate(text).hidesSlash(new UserId(id))).isEqualTo(isHidden);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/users               | have {id} exactly once",
                "http://h/{id}/{id}           | have {id} exactly once",
                "ftp://h/{id}                 | begin with http:// or https://",
                "/users/{id}                  | begin with http:// or https://",
                "http:///{id}                 | name a host",
                "http://user:secret@h/{id}    | name a host, and no user",
                "http://h/{id}#top            | have no fragment",
                "http://{id}.example.org/     | have {id} in its path or query",
                "http://{id}.example.org      | have {id} in its path or query",
                "http://h{id}                 | have {id} in its path or query",
                "http://h/bücher/{id}         | be in ASCII, all else percent-encoded",
                "http://h/a b/{id}            | be a URI, but at index",
                "http://h/.{id}               | have no dot right before {id}",
            })
    void what_is_no_template_is_refused_with_the_reason(String text, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UriTemplate(text))
                .withMessageContaining("URI template must " + rule);
    }
}
