package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.server.connection.RequestFraming.Place;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests end, however their bytes are cut into pieces. */
final class RequestFramingTest {
    private static final String GET = "GET / HTTP/1.1⏎Host: a⏎⏎";

    private static byte[] bytes(String text) {
        return text.replace("⏎", "\r\n").getBytes(ISO_8859_1);
    }

    /** Follows the bytes piece by piece and returns the parts that were told apart: heads and bodies. */
    private static List<String> parts(String text, int piece) {
        var framing = new RequestFraming();
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        byte[] all = bytes(text);
        for (int from = 0; from < all.length && framing.place() != Place.END; from += piece) {
            byte[] more = Arrays.copyOfRange(all, from, Math.min(all.length, from + piece));
            for (int at = 0; at < more.length && framing.place() != Place.END; ) {
                Place before = framing.place();
                int to = framing.follow(more, at);
                part.append(new String(more, at, to - at, ISO_8859_1));
                at = to;
                boolean isSamePart =
                        framing.place() == before || (before == Place.BETWEEN && framing.place() == Place.HEAD);
                if (!isSamePart || (before == Place.BETWEEN && framing.place() == Place.BETWEEN)) {
                    parts.add(part.toString().replace("\r\n", "⏎"));
                    part.setLength(0);
                }
            }
        }
        return parts;
    }

    private static Place placeAfter(String text) {
        var framing = new RequestFraming();
        byte[] all = bytes(text);
        for (int at = 0; at < all.length && framing.place() != Place.END; ) {
            at = framing.follow(all, at);
        }
        return framing.place();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1000})
    void requests_are_told_apart_however_they_are_cut(int piece) {
        String put = "PUT /x HTTP/1.1⏎Content-Length: 5⏎⏎";
        String post = "POST /y HTTP/1.1⏎Transfer-Encoding: Chunked⏎⏎";
        String chunks = "3⏎abc⏎0A⏎GET / HTTP⏎0⏎⏎";
        assertThat(parts(GET + put + "GET /" + post + chunks + GET, piece))
                .containsExactly(GET, put, "GET /", post, chunks, GET);
    }

    @Test
    void a_request_without_a_body_may_say_so() {
        String empty = "POST / HTTP/1.1⏎Content-Length: 0⏎Expect: 100-continue⏎⏎";
        assertThat(parts(empty + GET, 1000)).containsExactly(empty, GET);
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
                "⏎⏎",
                "⏎GET / HTTP/1.1⏎⏎",
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
    void after_a_head_that_leaves_a_doubt_there_is_no_other_request(String head) {
        assertThat(placeAfter(head + GET)).isEqualTo(Place.END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⏎",
                "+3⏎abc⏎",
                "-0⏎⏎",
                "3 ⏎abc⏎",
                " 3⏎abc⏎",
                "0x3⏎abc⏎",
                "3;a=b⏎abc⏎",
                "3\nabc⏎",
                "3⏎abcd⏎",
                "3⏎ab⏎0⏎⏎",
                "3⏎abc\n0⏎⏎",
                "3⏎abc0⏎⏎",
                "0⏎a: b⏎⏎",
                "0⏎\n",
                "0\r\r\n⏎",
                "ffffffffffffffff⏎",
                "0000000000000003⏎abc⏎",
                "\u00b3⏎abc⏎",
            })
    void a_chunk_that_is_not_framed_as_it_must_be_is_refused_and_the_last(String body) {
        String head = "POST / HTTP/1.1⏎Transfer-Encoding: chunked⏎⏎";
        for (int piece = 1; piece <= 3; piece++) {
            int size = piece;
            assertThatThrownBy(() -> parts(head + body, size))
                    .as("in pieces of %s", size)
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST_400));
        }
    }

    @Test
    void a_head_without_end_is_the_last() {
        String endless = "GET / HTTP/1.1⏎" + "a: b⏎".repeat(RequestFraming.MAX_HEAD / 6 + 1);
        assertThat(placeAfter(endless)).isEqualTo(Place.END);
    }

    @Test
    void the_longest_head_may_be_followed_by_another() {
        String start = "GET / HTTP/1.1⏎a: ";
        String longest = start + "b".repeat(RequestFraming.MAX_HEAD - bytes(start + "⏎⏎").length) + "⏎⏎";
        assertThat(parts(longest + GET, 10_000)).containsExactly(longest, GET);
    }

    @Test
    void an_expectation_is_known_while_its_body_is_awaited() {
        var framing = new RequestFraming();
        byte[] head = bytes("PUT / HTTP/1.1⏎Content-Length: 2⏎expect: 100-Continue⏎⏎");
        framing.follow(head, 0);
        assertThat(framing.expectsContinue()).isTrue();
        framing.follow(bytes("ab"), 0);
        framing.follow(bytes(GET), 0);
        assertThat(framing.expectsContinue()).isFalse();
    }

    /** Whatever comes, no byte is followed twice, none is passed over, and what was said to be the end is the end. */
    @Test
    void random_bytes_are_followed_without_a_gap() {
        var random = new Random(7);
        String alphabet = "GET / HTTP/1.1⏎⏎⏎Content-Length: 3⏎Transfer-Encoding: chunked⏎⏎a\r\n\n\r0123 ";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(random.nextBoolean() ? GET : "POST / HTTP/1.1⏎Transfer-Encoding: chunked⏎⏎");
            for (int i = random.nextInt(60); i > 0; i--) {
                int at = random.nextInt(alphabet.length());
                text.append(alphabet, at, Math.min(alphabet.length(), at + 1 + random.nextInt(12)));
            }
            followsWithoutGap(bytes(text.toString()));
        }
    }

    private static void followsWithoutGap(byte[] all) {
        var framing = new RequestFraming();
        try {
            for (int at = 0; at < all.length && framing.place() != Place.END; ) {
                int to = framing.follow(all, at);
                assertThat(to).isGreaterThan(at).isLessThanOrEqualTo(all.length);
                at = to;
            }
        } catch (RequestException e) {
            assertThat(framing.place()).isEqualTo(Place.END);
        }
        if (framing.place() == Place.END) {
            assertThat(framing.follow(all, 0)).isZero();
        }
    }
}
