package dev.rollcall.http.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
    private final ResponseReader reader = new ResponseReader(BodyMemory.ofHeap());

    private static String content(RemoteResponse response) {
        return Responses.text(response.sent());
    }

    @Test
    void interim_responses_are_passed_over_and_bounded() throws Exception {
        String interim = "HTTP/1.1 102 Processing⏎⏎";
        String last = "HTTP/1.1 200 OK⏎Content-Length: 0⏎⏎";
        assertThat(reader.advance(ResponseHeadTest.inbound(interim.repeat(ResponseHead.MAX_INTERIM) + last)))
                .isTrue();
        assertThat(reader.response().status()).isEqualTo(200);
        ReceiveBuffer tooMany = ResponseHeadTest.inbound(interim.repeat(ResponseHead.MAX_INTERIM + 1) + last);
        assertThatThrownBy(() -> new ResponseReader(BodyMemory.ofHeap()).advance(tooMany))
                .hasMessage("there are more than 8 interim responses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 7⏎⏎abc⏎de",
                "Transfer-Encoding: chunked⏎⏎1;x=y⏎a⏎006⏎bc⏎de⏎0⏎T: u⏎⏎",
            })
    void a_response_is_the_same_however_it_is_cut_into_packets(String rest) throws Exception {
        byte[] text = ResponseHeadTest.bytes("HTTP/1.1 100 Go⏎⏎HTTP/1.1 200 OK⏎A: " + "b".repeat(5000) + "⏎" + rest);
        var in = new ReceiveBuffer();
        for (int i = 0; i < text.length - 1; i++) {
            in.add(ByteBuffer.wrap(text, i, 1));
            assertThat(reader.advance(in)).isFalse();
        }
        in.add(ByteBuffer.wrap(text, text.length - 1, 1));
        assertThat(reader.advance(in)).isTrue();
        assertThat(reader.isPersistent()).isTrue();
        assertThat(content(reader.response())).isEqualTo("abc\r\nde");
    }

    @Test
    void the_end_of_the_connection_ends_a_body_that_tells_no_length() throws Exception {
        assertThat(reader.advance(ResponseHeadTest.inbound("HTTP/1.1 200 OK⏎⏎abc")))
                .isFalse();
        reader.end();
        assertThat(content(reader.response())).isEqualTo("abc");
        assertThat(reader.isPersistent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK⏎", "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{"})
    void the_end_of_the_connection_cuts_any_other_response_off(String text) throws Exception {
        assertThat(reader.advance(ResponseHeadTest.inbound(text))).isFalse();
        assertThatThrownBy(reader::end).isInstanceOf(EOFException.class);
    }

    @Test
    void a_long_body_is_of_interest_only_if_the_status_does_not_say_it_all() throws Exception {
        String length = "Content-Length: 100000⏎⏎";
        assertThat(reader.advance(ResponseHeadTest.inbound("HTTP/1.1 200 OK⏎" + length)))
                .isFalse();
        assertThat(reader.isDecided()).isFalse();
        var other = new ResponseReader(BodyMemory.ofHeap());
        assertThat(other.advance(ResponseHeadTest.inbound("HTTP/1.1 404 Not Found⏎" + length)))
                .isTrue();
        assertThat(other.isDecided()).isTrue();
        assertThat(other.isPersistent()).isFalse();
        assertThat(other.response().isWhole()).isFalse();
    }
}
