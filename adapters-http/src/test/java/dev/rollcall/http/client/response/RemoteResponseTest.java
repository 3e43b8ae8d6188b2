package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteResponseTest {
    private static final String TOO_LONG = "the body is longer than 1048576 bytes";

    private static RemoteResponse gzipped(int status, String fields, String content) throws Malformed {
        String body = new String(Gzipped.bytes(content.getBytes(UTF_8)), ISO_8859_1);
        return Responses.of("HTTP/1.1 %s X⏎%sContent-Length: %s⏎⏎".formatted(status, fields, body.length()), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip⏎",
                "Content-Encoding: X-GZIP⏎",
                "Content-Encoding: identity, gzip⏎",
                "Content-Encoding: identity⏎Content-Encoding: gzip⏎",
                "Content-Encoding: ,gzip⇥,⏎"
            })
    void gzip_is_read_though_nobody_asked_for_it(String fields) throws Malformed {
        assertThat(Responses.text(gzipped(200, fields, "{}").content())).isEqualTo("{}");
        assertThat(Responses.text(gzipped(404, fields, "{}").beginning())).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "br, gzip", "zstd", "compress", "chunked"})
    void any_other_coding_is_malformed_and_no_beginning_can_be_had(String coding) throws Malformed {
        RemoteResponse response = gzipped(200, "Content-Encoding: " + coding + "⏎", "{}");
        assertThatThrownBy(response::content)
                .isInstanceOf(Malformed.class)
                .hasMessage("the body has a content coding that was not requested: \"" + coding + "\"");
        assertThat(response.beginning().hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Encoding: identity⏎", "Content-Encoding:⏎"})
    void content_without_a_coding_is_as_it_was_sent(String fields) throws Malformed {
        RemoteResponse response = Responses.of("HTTP/1.1 200 OK⏎" + fields + "Content-Length: 2⏎⏎", "{}");
        assertThat(Responses.text(response.content())).isEqualTo("{}");
        assertThat(Responses.text(response.beginning())).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 1048577⏎⏎ | 0",
                "Content-Length: 99999999⏎⏎ | 3",
                "⏎ | 1048577",
                "Transfer-Encoding: chunked⏎⏎100001⏎ | 1048577",
            })
    void content_that_is_too_long_is_malformed_whoever_tells_it(String rest, int sent) throws Malformed {
        RemoteResponse response = Responses.of("HTTP/1.1 200 OK⏎" + rest, "x".repeat(sent));
        assertThatThrownBy(response::content).isInstanceOf(Malformed.class).hasMessage(TOO_LONG);
    }

    @Test
    void content_that_grows_too_long_is_malformed() throws Malformed {
        RemoteResponse response = gzipped(200, "Content-Encoding: gzip⏎", " ".repeat(BodyMemory.USUAL + 1));
        assertThatThrownBy(response::content).isInstanceOf(Malformed.class).hasMessage(TOO_LONG);
    }

    @Test
    void of_an_error_that_is_too_long_or_cut_off_the_beginning_can_be_had() throws Malformed {
        RemoteResponse tooLong = Responses.of("HTTP/1.1 500 X⏎Content-Length: 100000⏎⏎", "{\"error\":");
        assertThat(Responses.text(tooLong.beginning())).isEqualTo("{\"error\":");
        assertThat(tooLong.isWhole()).isFalse();
    }
}
