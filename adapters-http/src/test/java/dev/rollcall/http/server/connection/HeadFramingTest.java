package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadFramingTest {
    private static HeadFraming read(String head) {
        byte[] bytes = (head.replace("⏎", "\r\n") + "what follows").getBytes(ISO_8859_1);
        return HeadFraming.read(bytes, bytes.length - "what follows".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1⏎⏎",
                "M-SEARCH * HTTP/1.1⏎Host: a⏎⏎",
                "GET /\u00e4 HTTP/1.1⏎a:⏎b:\tc ⏎⏎",
                "GET / HTTP/1.1⏎X-Content-Length: 3⏎⏎",
                "POST / HTTP/1.1⏎Content-Length: 0⏎Expect: 100-continue⏎⏎"
            })
    void a_request_may_have_no_body(String head) {
        HeadFraming read = read(head);
        assertThat(read.isSure()).isTrue();
        assertThat(read.body().isComplete()).isTrue();
    }

    @Test
    void a_body_may_have_a_length() {
        HeadFraming read = read("POST / HTTP/1.1⏎content-LENGTH:\t007 ⏎⏎");
        assertThat(read.isSure()).isTrue();
        assertThat(read.body()).isInstanceOf(BodyFraming.Length.class);
        var received = new Received();
        received.receive(new byte[10]);
        assertThat(read.body().pass(received)).hasSize(7);
    }

    @Test
    void a_body_may_come_in_chunks() {
        HeadFraming read = read("POST / HTTP/1.1⏎transfer-encoding: Chunked⏎⏎");
        assertThat(read.isSure()).isTrue();
        assertThat(read.body()).isInstanceOf(BodyFraming.Chunked.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expect: 100-continue", "expect:100-Continue", "Expect: 100-continue, x", "Expect: x"})
    void whatever_is_expected_may_be_awaited(String field) {
        assertThat(read("GET / HTTP/1.1⏎" + field + "⏎⏎").expectsContinue()).isTrue();
        assertThat(read("GET / HTTP/1.1⏎⏎").expectsContinue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0⏎⏎",
                "GET / HTTP/2.0⏎⏎",
                "GET / http/1.1⏎⏎",
                "GET /⏎⏎",
                "GET  / HTTP/1.1⏎⏎",
                "GET / HTTP/1.1 ⏎⏎",
                "GE<T / HTTP/1.1⏎⏎",
                " GET / HTTP/1.1⏎⏎",
                "CONNECT a:1 HTTP/1.1⏎⏎",
                "GET / HTTP/1.1\n\n⏎⏎",
                "GET / HTTP/1.1⏎a⏎⏎",
                "GET / HTTP/1.1⏎: a⏎⏎",
                "GET / HTTP/1.1⏎a : b⏎⏎",
                "GET / HTTP/1.1⏎a: b⏎ folded: c⏎⏎",
                "GET / HTTP/1.1⏎a: b\rc⏎⏎",
                "GET / HTTP/1.1⏎a: b\nContent-Length: 3⏎⏎",
                "GET / HTTP/1.1⏎a: b\u0000⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: 1⏎Content-Length: 1⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: 1, 1⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: +1⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: 0x1⏎⏎",
                "GET / HTTP/1.1⏎Content-Length:⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: 9999999999999999999⏎⏎",
                "GET / HTTP/1.1⏎Content-Length: 1⏎Transfer-Encoding: chunked⏎⏎",
                "GET / HTTP/1.1⏎Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎⏎",
                "GET / HTTP/1.1⏎Transfer-Encoding: gzip, chunked⏎⏎",
                "GET / HTTP/1.1⏎Transfer-Encoding: identity⏎⏎",
                "GET / HTTP/1.1⏎Transfer-Encoding:⏎Content-Length: 1⏎⏎",
            })
    void a_head_that_recipients_could_read_in_two_ways_is_not_sure(String head) {
        assertThat(read(head).isSure()).isFalse();
    }
}
