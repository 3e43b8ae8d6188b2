package dev.rollcall.http.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TunnelReaderTest {
    private final ReceiveBuffer in = new ReceiveBuffer();
    private final TunnelReader reader = new TunnelReader();

    /** Takes a text with {@code ⏎} for CRLF. */
    private boolean read(String text) throws Malformed {
        in.add(ByteBuffer.wrap(ResponseHeadTest.bytes(text)));
        return reader.advance(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 Connection established⏎⏎",
                "HTTP/1.0 200 OK⏎Proxy-agent: tinyproxy/1.11.1⏎⏎",
                "HTTP/1.1 204⏎⏎",
                "HTTP/1.1 100 Continue⏎⏎HTTP/1.1 200 OK⏎⏎",
                "HTTP/1.1 200 OK⏎Content-Length: 10⏎Content-Length: 20⏎Transfer-Encoding: gzip⏎⏎",
            })
    void any_2xx_opens_the_tunnel_whatever_it_says_of_content(String text) throws Malformed {
        assertThat(read(text)).isTrue();
        assertThat(reader.isOpen()).isTrue();
        assertThat(in.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Proxy Authentication Required⏎Content-Length: 5⏎⏎login, 407, Proxy Authentication Required",
        "HTTP/1.0 502⏎⏎, 502, ''",
        "HTTP/1.1 302 Found⏎Location: /login⏎⏎, 302, Found",
        "HTTP/1.1 404 ⏎⏎, 404, ''",
    })
    void anything_else_refuses_it_and_says_why(String text, int status, String reason) throws Malformed {
        assertThat(read(text)).isTrue();
        assertThat(reader.isOpen()).isFalse();
        assertThat(reader.status()).isEqualTo(status);
        assertThat(reader.reason()).isEqualTo(reason);
    }

    @Test
    void it_is_read_byte_by_byte_and_what_follows_is_left() throws Malformed {
        String head = "HTTP/1.1 200 OK\r\nA: b\r\n\r";
        for (int i = 0; i < head.length(); i++) {
            assertThat(read(head.substring(i, i + 1))).isFalse();
        }
        assertThat(read("\n")).isTrue();
        assertThat(reader.isOpen()).isTrue();
        in.add(ByteBuffer.wrap(new byte[] {22}));
        assertThat(in.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2⏎",
                "HTTP/2 200⏎⏎",
                "HTTP/1.1 20 OK⏎⏎",
                "HTTP/1.1 200 OK⏎no field⏎⏎",
                "HTTP/1.1 101 Switching Protocols⏎⏎",
            })
    void what_is_no_response_is_refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void interim_responses_and_heads_without_end_are_refused() {
        assertThatThrownBy(() -> read("HTTP/1.1 100 Continue⏎⏎".repeat(9)))
                .isInstanceOf(Malformed.class)
                .hasMessage("there are more than 8 interim responses");
        assertThatThrownBy(() -> new TunnelReaderTest().read("HTTP/1.1 200 OK⏎" + "A: b⏎".repeat(101)))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new TunnelReaderTest().read("HTTP/1.1 200 " + "x".repeat(40_000)))
                .isInstanceOf(Malformed.class);
    }
}
