package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseBodyTest {
    private static final int MAX = 20_000;

    private static String read(Framing framing, String text) throws IOException {
        var body = new ResponseBody(framing, MAX, BodyMemory.ofHeap());
        boolean whole = body.advance(ResponseHeadTest.inbound(text));
        if (!whole && !body.endsWithConnection()) {
            throw new EOFException();
        }
        return content(body);
    }

    private static String content(ResponseBody body) {
        return new String(body.content(), 0, body.length(), ISO_8859_1);
    }

    @Test
    void a_length_is_kept_and_what_stands_behind_it_is_left() throws IOException {
        ReceiveBuffer in = ResponseHeadTest.inbound("abcde");
        var body = new ResponseBody(new Framing.Length(3), MAX, BodyMemory.ofHeap());
        assertThat(body.advance(in)).isTrue();
        assertThat(content(body)).isEqualTo("abc");
        assertThat(in.isEmpty()).isFalse();
        assertThat(new ResponseBody(new Framing.Length(0), MAX, BodyMemory.ofHeap()).advance(in))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3⏎abc⏎0⏎⏎ | abc",
                "1⏎a⏎002⏎bc⏎00⏎⏎ | abc",
                "a⏎0123456789⏎0⏎⏎ | 0123456789",
                "A⏎0123456789⏎0⏎⏎ | 0123456789",
                "3;name=value;x=\"y z\"⏎abc⏎0;last⏎⏎ | abc",
                "3  ⏎abc⏎0 ⏎⏎ | abc",
                "3⇥;a⏎abc⏎0   ;b⏎⏎ | abc",
                "4⏎a⏎b⏎0⏎⏎ | a⏎b",
                "3⏎abc⏎0⏎Checksum: 1⏎Content-Length: x⏎⏎ | abc",
            })
    void chunks_are_joined_and_extensions_and_trailers_skipped(String text, String joined) throws IOException {
        assertThat(read(new Framing.Chunked(), text)).isEqualTo(new String(ResponseHeadTest.bytes(joined), ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⏎",
                "x⏎abc⏎0⏎⏎",
                "+3⏎abc⏎0⏎⏎",
                "-3⏎abc⏎0⏎⏎",
                "0x3⏎abc⏎0⏎⏎",
                " 3⏎abc⏎0⏎⏎",
                "3 4⏎abc⏎0⏎⏎",
                "3 a⏎abc⏎0⏎⏎",
                "3,⏎abc⏎0⏎⏎",
                "٣⏎abc⏎0⏎⏎",
                ";a⏎abc⏎0⏎⏎",
                "3↓abc⏎0⏎⏎",
                "3←abc⏎0⏎⏎",
                "3;a↓b⏎abc⏎0⏎⏎",
                "3;a∅b⏎abc⏎0⏎⏎",
                "3⏎abc↓0⏎⏎",
                "3⏎abc0⏎⏎",
                "3⏎abcd⏎0⏎⏎",
                "2⏎abc⏎0⏎⏎",
                "3⏎abc⏎0⏎ x⏎⏎",
                "3⏎abc⏎0⏎A: b↓⏎",
                "3⏎abc⏎0⏎A b⏎⏎",
                "1000000000000000⏎abc⏎0⏎⏎",
                "10000000000000003⏎abc⏎0⏎⏎",
                "fffffffffffffffd⏎abc⏎0⏎⏎",
                "0000000000000003⏎abc⏎0⏎⏎",
            })
    void what_is_no_chunk_is_malformed(String text) {
        assertThatThrownBy(() -> read(new Framing.Chunked(), text)).isInstanceOf(Malformed.class);
    }

    @Test
    void extensions_and_trailers_are_bounded() throws IOException {
        assertThat(read(new Framing.Chunked(), "3;" + "x".repeat(1000) + "⏎abc⏎0⏎⏎"))
                .isEqualTo("abc");
        assertThatThrownBy(
                        () -> read(new Framing.Chunked(), "3;" + "x".repeat(ResponseBody.MAX_CHUNK_LINE) + "⏎abc⏎0⏎⏎"))
                .hasMessageContaining("is longer than 1024 bytes");
        assertThatThrownBy(() -> read(new Framing.Chunked(), "0⏎" + "A: b⏎".repeat(ResponseHead.MAX_FIELDS + 1) + "⏎"))
                .hasMessage("there are more than 100 fields");
        assertThatThrownBy(() -> read(new Framing.Chunked(), "0⏎A: " + "b".repeat(ResponseHead.MAX_BYTES) + "⏎⏎"))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3←", "3⏎ab", "3⏎abc", "3⏎abc⏎", "3⏎abc⏎0", "3⏎abc⏎0⏎", "3⏎abc⏎0⏎A: b⏎"})
    void chunks_that_are_cut_off_are_no_malformed_ones(String text) {
        assertThatThrownBy(() -> read(new Framing.Chunked(), text)).isInstanceOf(EOFException.class);
    }

    @Test
    void a_body_that_has_no_length_ends_with_the_connection() throws IOException {
        assertThat(read(new Framing.UntilClose(), "abc⏎")).isEqualTo("abc\r\n");
    }

    @Test
    void no_more_is_kept_than_allowed() throws IOException {
        String text = "x".repeat(MAX);
        assertThat(read(new Framing.UntilClose(), text)).isEqualTo(text);
        assertThat(read(new Framing.UntilClose(), text + "y")).isEqualTo(text);
        assertThat(read(new Framing.Chunked(), "%s⏎%s⏎1⏎y⏎0⏎⏎".formatted(Integer.toHexString(MAX), text)))
                .isEqualTo(text);
    }

    @Test
    void what_is_longer_than_allowed_is_overlong() throws IOException {
        String text = "x".repeat(MAX);
        assertThat(isOverlong(new Framing.Length(MAX), text)).isFalse();
        assertThat(isOverlong(new Framing.Length(MAX + 1), "")).isTrue();
        assertThat(isOverlong(new Framing.UntilClose(), text)).isFalse();
        assertThat(isOverlong(new Framing.UntilClose(), text + "y")).isTrue();
        assertThat(isOverlong(new Framing.Chunked(), "%s⏎%s⏎0⏎⏎".formatted(Integer.toHexString(MAX), text)))
                .isFalse();
        assertThat(isOverlong(new Framing.Chunked(), "%s⏎%sy".formatted(Integer.toHexString(MAX + 9), text)))
                .isTrue();
    }

    private static boolean isOverlong(Framing framing, String text) throws IOException {
        var body = new ResponseBody(framing, MAX, BodyMemory.ofHeap());
        body.advance(ResponseHeadTest.inbound(text));
        return body.isOverlong();
    }
}
