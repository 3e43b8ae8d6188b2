package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.response.Gzipped;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlPageTest {
    private static RemoteResponse response(String fields, byte[] body) throws Malformed {
        String head = fields.isEmpty() ? "" : fields + "⏎";
        return Responses.of(
                "HTTP/1.1 404 X⏎%sContent-Length: %s⏎⏎".formatted(head, body.length), new String(body, ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Content-Type: text/html | <html>",
                "Content-Type: Text/HTML;charset=UTF-8 | <html>",
                "Content-Type: application/xhtml+xml | <html>",
                "Content-Type: text/html | ``",
                "Content-Type: text/html | {}",
                "`` | <!DOCTYPE html><html>",
                "`` |   <HTML lang=de>",
                "`` | \uFEFF<html>",
                "Content-Type: | <h1>Not Found</h1>",
                "`` | <?xml version=\"1.0\"?> <!DOCTYPE html PUBLIC>",
                "`` | <!-- nothing here --><p>",
            })
    void a_page_is_known_by_its_type_or_else_by_its_beginning(String fields, String body) throws Malformed {
        assertThat(HtmlPage.is(response(fields, body.getBytes(UTF_8)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | ``",
                "Content-Type: application/json | {}",
                "Content-Type: application/problem+json | {\"title\":\"<html>\"}",
                "Content-Type: application/json | <html>",
                "Content-Type: text/plain | 404 page not found",
                "Content-Type: text/html-like | <html>",
                "Content-Type: | no such user",
                "Content-Encoding: br | <html>",
                "`` | <error><code>NoSuchUser</code></error>",
                "`` | <htmlx>",
            })
    void all_else_is_none(String fields, String body) throws Malformed {
        assertThat(HtmlPage.is(response(fields, body.getBytes(UTF_8)))).isFalse();
    }

    @Test
    void a_page_in_gzip_is_a_page() throws Malformed {
        byte[] page = Gzipped.bytes("<html>".getBytes(UTF_8));
        assertThat(HtmlPage.is(response("Content-Encoding: gzip", page))).isTrue();
    }

    @Test
    void what_tells_no_type_and_did_not_come_may_be_one() throws Malformed {
        assertThat(HtmlPage.mayBe(Responses.of("HTTP/1.1 404 X⏎Content-Length: 90000⏎⏎", "")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 90000⏎⏎{", "Content-Length: 0⏎⏎", "Content-Type: a/b⏎Content-Length: 9⏎⏎"})
    void what_tells_a_type_or_came_is_no_riddle(String rest) throws Malformed {
        assertThat(HtmlPage.mayBe(Responses.of("HTTP/1.1 404 X⏎" + rest, ""))).isFalse();
    }
}
