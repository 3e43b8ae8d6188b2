package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyTest {
    private static Body body(Framing framing, String text) {
        return new Body(framing, new Inbound(new ByteArrayInputStream(HeadTest.bytes(text))));
    }

    private static String read(Framing framing, String text) throws IOException {
        return new String(body(framing, text).readAllBytes(), ISO_8859_1);
    }

    @Test
    void a_length_is_kept_and_what_stands_behind_it_is_left() throws IOException {
        var in = new Inbound(new ByteArrayInputStream(HeadTest.bytes("abcde")));
        var body = new Body(new Framing.Length(3), in);
        assertThat(body.readAllBytes()).asString().isEqualTo("abc");
        assertThat(body.isWhole()).isTrue();
        assertThat(in.isEmpty()).isFalse();
        assertThat(new Body(new Framing.Length(0), in).isWhole()).isTrue();
    }

    @Test
    void bytes_come_one_by_one_too() throws IOException {
        Body body = body(new Framing.Length(2), "aÿ");
        assertThat(body.read()).isEqualTo('a');
        assertThat(body.read()).isEqualTo(0xFF);
        assertThat(body.read()).isEqualTo(-1);
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
                "4⏎a⏎b⏎0⏎⏎ | a⏎b",
                "3⏎abc⏎0⏎Checksum: 1⏎Content-Length: x⏎⏎ | abc",
            })
    void chunks_are_joined_and_extensions_and_trailers_skipped(String text, String joined) throws IOException {
        assertThat(read(new Framing.Chunked(), text)).isEqualTo(new String(HeadTest.bytes(joined), ISO_8859_1));
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
                "3 ⏎abc⏎0⏎⏎",
                "3 ;a⏎abc⏎0⏎⏎",
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
        assertThatThrownBy(() -> read(new Framing.Chunked(), "3;" + "x".repeat(Body.MAX_CHUNK_LINE) + "⏎abc⏎0⏎⏎"))
                .hasMessageContaining("is longer than 1024 bytes");
        assertThatThrownBy(() -> read(new Framing.Chunked(), "0⏎" + "A: b⏎".repeat(Head.MAX_FIELDS + 1) + "⏎"))
                .hasMessage("there are more than 100 fields");
        assertThatThrownBy(() -> read(new Framing.Chunked(), "0⏎A: " + "b".repeat(Head.MAX_BYTES) + "⏎⏎"))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3←", "3⏎ab", "3⏎abc", "3⏎abc⏎", "3⏎abc⏎0", "3⏎abc⏎0⏎", "3⏎abc⏎0⏎A: b⏎"})
    void chunks_that_are_cut_off_are_no_malformed_ones(String text) {
        assertThatThrownBy(() -> read(new Framing.Chunked(), text)).isInstanceOf(EOFException.class);
    }

    @Test
    void a_length_that_is_not_reached_fails_each_read() throws IOException {
        Body body = body(new Framing.Length(4), "abc");
        assertThat(body.readNBytes(3)).hasSize(3);
        assertThatThrownBy(body::read).isInstanceOf(EOFException.class);
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        assertThat(body.isWhole()).isFalse();
    }

    @Test
    void a_body_without_framing_ends_with_the_connection() throws IOException {
        assertThat(read(new Framing.UntilClose(), "abc⏎")).isEqualTo("abc\r\n");
    }

    @Test
    void a_little_that_is_left_is_finished_and_much_is_not() {
        assertThat(body(new Framing.Length(3), "abc").finish(3)).isTrue();
        assertThat(body(new Framing.Length(4), "abcd").finish(3)).isFalse();
        assertThat(body(new Framing.Length(4), "abc").finish(8)).isFalse();
        assertThat(body(new Framing.Chunked(), "3⏎abc⏎0⏎⏎").finish(8)).isTrue();
        assertThat(body(new Framing.Chunked(), "9⏎abcdefghi⏎0⏎⏎").finish(8)).isFalse();
        assertThat(body(new Framing.Chunked(), "x⏎").finish(8)).isFalse();
    }
}
