package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the tables, {@code ⏎} is CRLF, {@code ↓} LF, {@code ←} CR, {@code ⇥} HTAB and {@code ∅} NUL. */
public final class ResponseHeadTest {
    /** Reads the head of the final response. */
    private static ResponseHead read(String text) throws IOException {
        ReceiveBuffer in = inbound(text);
        ResponseHead head = ResponseHead.ofResponse();
        while (head.advance(in)) {
            if (head.status() >= 200) {
                return head;
            }
            head = ResponseHead.ofResponse();
        }
        throw new EOFException();
    }

    static ReceiveBuffer inbound(String text) {
        var in = new ReceiveBuffer();
        in.add(ByteBuffer.wrap(bytes(text)));
        return in;
    }

    public static byte[] bytes(String text) {
        return text.replace("⏎", "\r\n")
                .replace('↓', '\n')
                .replace('←', '\r')
                .replace('⇥', '\t')
                .replace('∅', '\0')
                .getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK⏎⏎ | 200",
                "HTTP/1.0 404 Not Found⏎⏎ | 404",
                "HTTP/1.1 599 ⏎⏎ | 599",
                "HTTP/1.1 200⏎⏎ | 200",
                "HTTP/1.1 200 ÿ⇥?⏎⏎ | 200",
                "HTTP/1.1 100 Continue⏎⏎HTTP/1.1 103 Early Hints⏎Link: </s>⏎⏎HTTP/1.1 410 Gone⏎⏎ | 410",
            })
    void the_status_is_that_of_the_final_response(String text, int status) throws IOException {
        assertThat(read(text).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.org ESMTP⏎⏎",
                "\u0015\u0003\u0001",
                "<",
                "⏎HTTP/1.1 200 OK⏎⏎",
                " HTTP/1.1 200 OK⏎⏎",
                "http/1.1 200 OK⏎⏎",
                "HTTP/2 200⏎⏎",
                "HTTP/1.2 200 OK⏎⏎",
                "HTTP/1.11 200 OK⏎⏎",
                "HTTP/1.1  200 OK⏎⏎",
                "HTTP/1.1⇥200 OK⏎⏎",
                "HTTP/1.1 20 OK⏎⏎",
                "HTTP/1.1 2000 OK⏎⏎",
                "HTTP/1.1 +20 OK⏎⏎",
                "HTTP/1.1 099 OK⏎⏎",
                "HTTP/1.1 600 OK⏎⏎",
                "HTTP/1.1 200⇥OK⏎⏎",
                "HTTP/1.1 ⏎⏎",
                "HTTP/1.1 200 O∅K⏎⏎",
                "HTTP/1.1 200 OK↓↓",
                "HTTP/1.1 200 OK↓⏎",
                "HTTP/1.1 200 O←K⏎⏎",
                "HTTP/1.1 101 Switching Protocols⏎Upgrade: h2c⏎⏎",
            })
    void what_does_not_begin_with_a_status_line_is_malformed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A b: c⏎",
                "A : b⏎",
                "A⇥: b⏎",
                ": b⏎",
                "A⏎",
                "A: b⏎ c⏎",
                "A: b⏎⇥c⏎",
                " A: b⏎",
                "A: b↓",
                "A: b↓B: c⏎",
                "A: b←B: c⏎",
                "A: b←←⏎",
                "A: ∅⏎",
                "A: \u007F⏎",
                "A∅: b⏎",
                "Ä: b⏎",
                "A(b): c⏎",
                "\"A\": b⏎",
            })
    void what_is_no_field_is_malformed(String field) {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK⏎" + field + "Content-Length: 2⏎⏎"))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2⏎Content-Length: 3⏎",
                "Content-Length: 2⏎Content-Length:⏎",
                "Content-Length: 2, 3⏎",
                "Content-Length: 2,⏎",
                "Content-Length: ,2⏎",
                "Content-Length:⏎",
                "Content-Length: +2⏎",
                "Content-Length: -2⏎",
                "Content-Length: 2.0⏎",
                "Content-Length: 0x2⏎",
                "Content-Length: 2 2⏎",
                "Content-Length: 2;a=b⏎",
                "Content-Length: ²⏎",
                "Content-Length: 9223372036854775808⏎",
                "Content-Length: 18446744073709551618⏎",
                "Content-Length: 99999999999999999999999⏎",
                "Content-Length: 2⏎Transfer-Encoding: chunked⏎",
                "Transfer-Encoding: chunked⏎Content-Length: 2⏎",
                "Transfer-Encoding: chunked⏎content-length: 0⏎",
                "Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎",
                "Transfer-Encoding: chunked, chunked⏎",
                "Transfer-Encoding: gzip, chunked⏎",
                "Transfer-Encoding: chunked, identity⏎",
                "Transfer-Encoding: identity⏎",
                "Transfer-Encoding: gzip⏎Transfer-Encoding: chunked⏎",
                "Transfer-Encoding: xchunked⏎",
                "Transfer-Encoding: \u000Bchunked⏎",
                "Transfer-Encoding: \"chunked\"⏎",
                "Transfer-Encoding: chunked;q=1⏎",
                "Transfer-Encoding:⏎",
                "Transfer-Encoding : chunked⏎",
                "Transfer-Encoding⏎ : chunked⏎",
                "Transfer-Encoding: ⏎ chunked⏎",
            })
    void what_could_be_framed_in_two_ways_or_not_at_all_is_malformed(String fields) {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK⏎" + fields + "⏎")).isInstanceOf(Malformed.class);
    }

    @Test
    void http_1_0_knows_no_transfer_coding() {
        assertThatThrownBy(() -> read("HTTP/1.0 200 OK⏎Transfer-Encoding: chunked⏎⏎"))
                .isInstanceOf(Malformed.class)
                .hasMessage("the head has Transfer-Encoding in HTTP/1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎⏎ | 5",
                "HTTP/1.1 200 OK⏎CONTENT-LENGTH:⇥5 ⇥⏎⏎ | 5",
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎Content-Length: 5⏎⏎ | 5",
                "HTTP/1.1 200 OK⏎Content-Length: 5 ,⇥5,05⏎⏎ | 5",
                "HTTP/1.1 200 OK⏎Content-Length: 999999999999999999⏎⏎ | 999999999999999999",
                "HTTP/1.1 204 No Content⏎Transfer-Encoding: chunked⏎⏎ | 0",
                "HTTP/1.1 304 Not Modified⏎Content-Length: 5⏎⏎ | 0",
            })
    void a_length_ends_the_body(String text, long length) throws IOException {
        assertThat(read(text).framing()).isEqualTo(new Framing.Length(length));
    }

    @Test
    void chunks_or_the_connection_end_the_body_otherwise() throws IOException {
        assertThat(read("HTTP/1.1 200 OK⏎transfer-encoding: Chunked ⏎⏎").framing())
                .isEqualTo(new Framing.Chunked());
        assertThat(read("HTTP/1.1 200 OK⏎⏎").framing()).isEqualTo(new Framing.UntilClose());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎⏎ | true",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎ | true",
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎Connection: keep-alive, closer⏎⏎ | true",
                "HTTP/1.1 204 No Content⏎⏎ | true",
                "HTTP/1.1 204 No Content⏎Content-Length: 0⏎⏎ | true",
                "HTTP/1.1 204 No Content⏎Content-Length: 5⏎⏎ | false",
                "HTTP/1.1 204 No Content⏎Transfer-Encoding: chunked⏎⏎ | false",
                "HTTP/1.1 200 OK⏎⏎ | false",
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎Connection: close⏎⏎ | false",
                "HTTP/1.1 200 OK⏎Content-Length: 5⏎Connection: x ,CLOSE⏎⏎ | false",
                "HTTP/1.1 200 OK⏎Connection: x⏎connection: close⏎Content-Length: 5⏎⏎ | false",
                "HTTP/1.0 200 OK⏎Content-Length: 5⏎Connection: keep-alive⏎⏎ | false",
                "HTTP/1.1 421 Misdirected Request⏎Content-Length: 5⏎⏎ | false",
                "HTTP/1.1 425 Too Early⏎Content-Length: 5⏎⏎ | true",
            })
    void a_connection_serves_again_only_if_the_end_can_be_known_and_none_was_announced(String text, boolean persistent)
            throws IOException {
        assertThat(read(text).isPersistent()).isEqualTo(persistent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 120 | RETRY_AFTER | 120",
                "Content-Type:⇥text/html; charset=\"x\" | CONTENT_TYPE | text/html; charset=\"x\"",
                "LOCATION: /users/7/ | LOCATION | /users/7/",
                "Content-Encoding: gzip | CONTENT_ENCODING | gzip",
                "Content-Encoding: gzip⏎content-encoding: br | CONTENT_ENCODING | gzip,br",
                "RateLimit-Remaining: 0 | RATE_LIMIT_REMAINING | 0",
                "X-RateLimit-Remaining: 1 | RATE_LIMIT_REMAINING | 1",
                "X-Rate-Limit-Remaining: 2 | RATE_LIMIT_REMAINING | 2",
                "RateLimit-Reset: 30 | RATE_LIMIT_RESET | 30",
                "x-ratelimit-reset: 31 | RATE_LIMIT_RESET | 31",
                "X-Rate-Limit-Reset: 32 | RATE_LIMIT_RESET | 32",
                "X-RateLimit-Reset: 1⏎X-RateLimit-Reset: 2 | RATE_LIMIT_RESET | 2",
            })
    void a_field_that_matters_is_kept_as_it_was_sent(String fields, Field field, String value) throws IOException {
        assertThat(read("HTTP/1.1 503 Busy⏎A: b⏎" + fields + " ⏎⏎").field(field))
                .contains(value);
        assertThat(read("HTTP/1.1 503 Busy⏎A: b⏎X" + fields.replace("⏎", "⏎X") + "⏎⏎")
                        .field(field))
                .isEmpty();
    }

    @Test
    void a_head_is_bounded() throws IOException {
        String start = "HTTP/1.1 200 OK⏎";
        assertThat(read(start + "A: b⏎".repeat(ResponseHead.MAX_FIELDS) + "⏎").status())
                .isEqualTo(200);
        assertThatThrownBy(() -> read(start + "A: b⏎".repeat(ResponseHead.MAX_FIELDS + 1) + "⏎"))
                .hasMessage("there are more than 100 fields");
        assertThat(read(start + "A: " + "b".repeat(32_000) + "⏎⏎").status()).isEqualTo(200);
        assertThatThrownBy(() -> read(start + "A: " + "b".repeat(ResponseHead.MAX_BYTES) + "⏎⏎"))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("is longer than");
        assertThatThrownBy(() -> read(start + ("A: " + "b".repeat(1000) + "⏎").repeat(33) + "⏎"))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "H", "HTTP/1.1 200", "HTTP/1.1 200 OK←", "HTTP/1.1 200 OK⏎", "HTTP/1.1 200 OK⏎A: b⏎←"})
    void a_head_that_is_cut_off_is_no_malformed_one(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
    }

    @Test
    void a_message_shows_what_is_wrong_escaped_and_shortened() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK⏎A: b⏎Content-Length: 1" + "x".repeat(100) + "⏎⏎"))
                .hasMessage("line 3 of the head has a Content-Length that isn't a number, or is too large: \"1"
                        + "x".repeat(39) + "…\"");
        assertThatThrownBy(() -> read("\u001B[31mHi")).hasMessageContaining("found \"\\u001B[31mHi\"");
    }
}
