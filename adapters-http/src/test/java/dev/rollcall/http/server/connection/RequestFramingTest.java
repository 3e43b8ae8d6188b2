package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.server.connection.RequestFraming.Place;
import io.helidon.http.RequestException;
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

    /** Passes the bytes on piece by piece and returns the parts that were told apart: heads, and bodies as the reader is given them. */
    private static List<String> parts(String text, int piece) {
        var framing = new RequestFraming();
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        byte[] all = bytes(text);
        for (int from = 0; from < all.length && framing.place() != Place.END; from += piece) {
            Received more = received(Arrays.copyOfRange(all, from, Math.min(all.length, from + piece)));
            while (!more.isEmpty() && framing.place() != Place.END) {
                boolean wasBody = framing.place() == Place.BODY;
                part.append(new String(framing.pass(more), ISO_8859_1));
                if (framing.place() != Place.HEAD && (!wasBody || framing.place() != Place.BODY)) {
                    parts.add(part.toString().replace("\r\n", "⏎"));
                    part.setLength(0);
                }
            }
        }
        return parts;
    }

    private static Received received(byte[] bytes) {
        var received = new Received();
        received.receive(bytes);
        return received;
    }

    private static Place placeAfter(String text) {
        var framing = new RequestFraming();
        Received all = received(bytes(text));
        while (!all.isEmpty() && framing.place() != Place.END) {
            framing.pass(all);
        }
        return framing.place();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1000})
    void requests_are_told_apart_however_they_are_cut(int piece) {
        String put = "PUT /x HTTP/1.1⏎Content-Length: 5⏎⏎";
        String post = "POST /y HTTP/1.1⏎Transfer-Encoding: Chunked⏎⏎";
        List<String> parts = parts(GET + put + "GET /" + post + "3⏎abc⏎0A⏎GET / HTTP⏎0⏎⏎" + GET, piece);
        assertThat(parts).hasSize(6);
        assertThat(parts.subList(0, 4)).containsExactly(GET, put, "GET /", post);
        assertThat(BodyFramingTest.data(parts.get(4))).isEqualTo("abcGET / HTTP");
        assertThat(parts.get(5)).isEqualTo(GET);
    }

    @Test
    void a_request_without_a_body_may_say_so() {
        String empty = "POST / HTTP/1.1⏎Content-Length: 0⏎Expect: 100-continue⏎⏎";
        assertThat(parts(empty + GET, 1000)).containsExactly(empty, GET);
    }

    @Test
    void after_a_head_that_leaves_a_doubt_there_is_no_other_request() {
        assertThat(placeAfter("GET / HTTP/1.1⏎Content-Length : 0⏎⏎" + GET)).isEqualTo(Place.END);
    }

    @Test
    void a_malformed_chunk_is_refused_and_the_last() {
        var framing = new RequestFraming();
        framing.pass(received(bytes("POST / HTTP/1.1⏎Transfer-Encoding: chunked⏎⏎")));
        assertThatThrownBy(() -> framing.pass(received(bytes("+3⏎")))).isInstanceOf(RequestException.class);
        assertThat(framing.place()).isEqualTo(Place.END);
    }

    @Test
    void a_head_without_end_is_the_last() {
        String endless = "GET / HTTP/1.1⏎" + "a: b⏎".repeat(RequestFraming.MAX_HEAD / 6 + 1);
        assertThatThrownBy(() -> placeAfter(endless)).isInstanceOf(RequestException.class);
    }

    @Test
    void the_longest_head_may_be_followed_by_another() {
        String start = "a: ";
        String longest =
                "GET / HTTP/1.1⏎" + start + "b".repeat(HeadBytes.MAX_FIELDS - bytes(start + "⏎⏎").length) + "⏎⏎";
        assertThat(parts(longest + GET, 10_000)).containsExactly(longest, GET);
    }

    @Test
    void an_expectation_is_known_while_its_body_is_awaited() {
        var framing = new RequestFraming();
        framing.pass(received(bytes("PUT / HTTP/1.1⏎Content-Length: 2⏎expect: 100-Continue⏎⏎")));
        assertThat(framing.expectsContinue()).isTrue();
        framing.pass(received(bytes("ab")));
        framing.pass(received(bytes(GET)));
        assertThat(framing.expectsContinue()).isFalse();
    }

    /** Whatever comes, bytes are taken until the end, and what was said to be the end is the end. */
    @Test
    void random_bytes_are_followed_to_the_end() {
        var random = new Random(7);
        String alphabet = "GET / HTTP/1.1⏎⏎⏎Content-Length: 3⏎Transfer-Encoding: chunked⏎⏎a\r\n\n\r0123 ";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(random.nextBoolean() ? GET : "POST / HTTP/1.1⏎Transfer-Encoding: chunked⏎⏎");
            for (int i = random.nextInt(60); i > 0; i--) {
                int at = random.nextInt(alphabet.length());
                text.append(alphabet, at, Math.min(alphabet.length(), at + 1 + random.nextInt(12)));
            }
            followToTheEnd(bytes(text.toString()));
        }
    }

    private static void followToTheEnd(byte[] all) {
        var framing = new RequestFraming();
        Received received = received(all);
        try {
            while (!received.isEmpty() && framing.place() != Place.END) {
                int before = received.available();
                framing.pass(received);
                assertThat(received.available()).isLessThan(before);
            }
        } catch (RequestException e) {
            assertThat(framing.place()).isEqualTo(Place.END);
        }
        if (framing.place() == Place.END) {
            assertThat(framing.pass(received(all))).isEmpty();
        }
    }
}
