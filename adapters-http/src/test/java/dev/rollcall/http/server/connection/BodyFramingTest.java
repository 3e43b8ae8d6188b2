package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where bodies end and what the server's reader is given of them, however they are cut into pieces. */
final class BodyFramingTest {
    private static byte[] bytes(String text) {
        return text.replace("⏎", "\r\n").getBytes(ISO_8859_1);
    }

    /** Passes the text on in pieces of this size, as far as the body goes, and then a mark and what follows the body. */
    private static String pass(BodyFraming body, String text, int piece) {
        var passed = new StringBuilder();
        byte[] all = bytes(text);
        for (int from = 0; from < all.length; from += piece) {
            var received = new Received();
            received.receive(Arrays.copyOfRange(all, from, Math.min(all.length, from + piece)));
            while (!received.isEmpty() && !body.isComplete()) {
                passed.append(new String(body.pass(received), ISO_8859_1));
            }
            passed.append("|".repeat(received.isEmpty() ? 0 : 1));
            passed.append(new String(received.take(received.available()), ISO_8859_1));
        }
        return passed.toString().replace("\r\n", "⏎");
    }

    /** Returns the data of chunks that are framed in the plainest way. */
    static String data(String chunks) {
        var data = new StringBuilder();
        int at = 0;
        for (int size = -1; size != 0; ) {
            int end = chunks.indexOf('⏎', at);
            size = Integer.parseInt(chunks.substring(at, end), 16);
            data.append(chunks, end + 1, end + 1 + size);
            assertThat(chunks.charAt(end + 1 + size)).isEqualTo('⏎');
            at = end + 2 + size;
        }
        assertThat(at).isEqualTo(chunks.length());
        return data.toString();
    }

    @Test
    void a_number_of_bytes_is_passed_on_as_it_is() {
        var body = new BodyFraming.Length(5);
        assertThat(body.isComplete()).isFalse();
        assertThat(pass(body, "abcdefg", 3)).isEqualTo("abcde|f|g");
        assertThat(body.isComplete()).isTrue();
        assertThat(BodyFraming.NONE.isComplete()).isTrue();
    }

    @Test
    void a_chunk_of_any_size_is_passed_on_in_small_ones() {
        assertThat(pass(new BodyFraming.Chunked(), "0a⏎0123456789⏎0⏎⏎", 7)).isEqualTo("3⏎012⏎7⏎3456789⏎0⏎⏎");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3;a=b⏎abc⏎0⏎⏎", "3 ⏎abc⏎0⏎⏎", "3;⏎abc⏎0 ; x⏎⏎", "3⏎abc⏎0⏎a: b⏎c:⏎⏎", "03⏎abc⏎000⏎⏎"})
    void chunk_extensions_and_trailers_are_dropped(String chunks) {
        for (int piece : new int[] {1, 2, 3, 1000}) {
            assertThat(data(pass(new BodyFraming.Chunked(), chunks, piece))).isEqualTo("abc");
        }
    }

    @Test
    void what_follows_the_last_chunk_is_left() {
        assertThat(pass(new BodyFraming.Chunked(), "1⏎a⏎0⏎⏎GET", 1000)).isEqualTo("1⏎a⏎0⏎⏎|GET");
    }

    @Test
    void endless_extensions_and_trailers_are_refused() {
        for (String endless : List.of("3;" + "a".repeat(20_000), "0⏎" + "a: b⏎".repeat(10_000))) {
            assertThatThrownBy(() -> pass(new BodyFraming.Chunked(), endless, 1000))
                    .isInstanceOf(RequestException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⏎",
                "+3⏎abc⏎",
                "-0⏎⏎",
                " 3⏎abc⏎",
                "0x3⏎abc⏎",
                "3\nabc⏎",
                "3⏎abcd⏎",
                "3⏎ab⏎0⏎⏎",
                "3⏎abc\n0⏎⏎",
                "3⏎abc0⏎⏎",
                "0⏎\n",
                "3;a\nabc⏎",
                "3;\u0000⏎abc⏎",
                "0⏎a: b\n⏎",
                "0⏎a: b\r\r⏎",
                "0\r\r\n⏎",
                "ffffffffffffffff⏎",
                "0000000000000003⏎abc⏎",
                "\u00b3⏎abc⏎",
                "0⏎GET / HTTP/1.1⏎",
                "0⏎ a: b⏎⏎",
                "0⏎:⏎b⏎⏎",
            })
    void chunks_that_are_malformed_are_refused(String chunks) {
        for (int piece = 1; piece <= 3; piece++) {
            int size = piece;
            assertThatThrownBy(() -> pass(new BodyFraming.Chunked(), chunks, size))
                    .as("in pieces of %s", size)
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST_400));
        }
    }
}
