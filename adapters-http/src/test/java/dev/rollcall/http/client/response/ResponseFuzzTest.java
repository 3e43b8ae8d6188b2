package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.http.client.response.ReferenceResponse.Outcome;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a remote sends is read as the {@link ReferenceResponse} reads it, however it is cut into packets, or ends in one of the two
 * expected failures.
 *
 * <p>The build reads the corpus, and some of it changed by chance: {@code -Dfuzz.inputs=100000000} for a long run,
 * {@code -Dfuzz.seed} to repeat one. With {@code JAZZER_FUZZ=1} in the environment,
 * {@code -Djazzer.hooks=true -Dtest=ResponseFuzzTest#any_bytes*} searches for five minutes, led by the branches that it reaches.
 */
final class ResponseFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 200_000);
    private static final String TOKENS =
            "\r\n|\n|\r|\r\n\r\n| |\t|:|,|;|\0|0|00|5|-1|+5|0x5|f|9999999999999999999|HTTP/1.1 |HTTP/1.0 |100 Continue|101 X|204 X|421 X"
                    + "|304 X|200 OK|404 Not Found|Content-Length: |Transfer-Encoding: |chunked|gzip|identity|Connection: close"
                    + "|Content-Encoding: |Content-Type: text/plain|Retry-After: 1|A: b|\r\n \tfold|\u007F|\u00E9";

    /** Responses and things that are almost responses. */
    static Stream<byte[]> corpus() {
        return Stream.of(
                        "HTTP/1.1 200 OK⏎Content-Length: 5⏎⏎abcde",
                        "HTTP/1.1 200 OK⏎Content-Type: application/json⏎Content-Length: 2, 2⏎Connection: x, close⏎⏎{}rest",
                        "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎3⏎abc⏎1;a=b⏎d⏎0⏎T: u⏎⏎",
                        "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎Content-Length: 3⏎⏎3⏎abc⏎0⏎⏎",
                        "HTTP/1.1 100 Continue⏎⏎HTTP/1.1 103 Early Hints⏎Link: </>⏎⏎HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎",
                        "HTTP/1.1 204 No Content⏎⏎HTTP/1.1 200 OK⏎⏎",
                        "HTTP/1.0 200 OK⏎Retry-After: 1⏎⏎until the end",
                        "HTTP/1.1 200⏎A: b⏎ folded⏎⏎",
                        "HTTP/1.1 200 OK↓Content-Length: 2↓↓{}",
                        "HTTP/1.1 200 OK⏎Content-Encoding: gzip⏎⏎",
                        "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎03  ⏎abc⏎1 ;a⏎d⏎0 ⏎⏎",
                        "HTTP/1.1 421 Misdirected Request⏎Content-Length: 2⏎Location: /⏎X-RateLimit-Reset: 1⏎⏎{}",
                        "HTTP/1.1 304 X⏎Content-Length: 5⏎Transfer-Encoding : chunked⏎⏎",
                        "220 mail.example.org ESMTP⏎")
                .map(ResponseHeadTest::bytes);
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "5m")
    void any_bytes_are_read_as_the_rules_say(byte[] bytes) {
        check(bytes, bytes.length + 1);
        check(bytes, 1 + bytes.length % 7);
    }

    @Test
    void responses_that_are_changed_by_chance_are_read_as_the_rules_say() {
        var random = new Random(SEED);
        List<byte[]> corpus = corpus().toList();
        String[] tokens = TOKENS.split("\\|");
        for (int i = 0; i < INPUTS; i++) {
            byte[] changed = corpus.get(random.nextInt(corpus.size()));
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                changed = changed(changed, random, tokens);
            }
            check(changed, 1 + random.nextInt(changed.length + 1));
        }
    }

    private static byte[] changed(byte[] bytes, Random random, String[] tokens) {
        String text = new String(bytes, ISO_8859_1);
        int from = random.nextInt(text.length() + 1);
        int to = random.nextInt(3) == 0 ? Math.min(text.length(), from + random.nextInt(12)) : from;
        String other = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> String.valueOf((char) random.nextInt(256));
            case 2 -> text.substring(Math.min(from, text.length() / 2));
            default -> tokens[random.nextInt(tokens.length)];
        };
        return (text.substring(0, from) + other + text.substring(to)).getBytes(ISO_8859_1);
    }

    private static void check(byte[] bytes, int packet) {
        Outcome outcome = read(bytes, packet);
        Outcome expected = ReferenceResponse.read(bytes);
        assertThat(outcome)
                .as("seed %s, packets of %s: %s", SEED, packet, new String(bytes, ISO_8859_1))
                .isEqualTo(expected);
    }

    private static Outcome read(byte[] bytes, int packet) {
        var in = new ReceiveBuffer();
        var reader = new ResponseReader(BodyMemory.ofHeap());
        try {
            for (int at = 0; at < bytes.length; at += packet) {
                int end = Math.min(bytes.length, at + packet);
                in.add(ByteBuffer.wrap(bytes, at, end - at));
                if (reader.advance(in)) {
                    return outcome(reader, rest(in) + new String(bytes, end, bytes.length - end, ISO_8859_1));
                }
            }
            reader.end();
            return outcome(reader, rest(in));
        } catch (Malformed e) {
            return Outcome.MALFORMED;
        } catch (EOFException e) {
            return Outcome.CUT;
        }
    }

    private static Outcome outcome(ResponseReader reader, String rest) {
        RemoteResponse response = reader.response();
        if (!response.isWhole()) {
            // it is too long, and no input here is long enough to be to its end
            return Outcome.CUT;
        }
        String content = Responses.text(response.sent());
        return new Outcome("response", response.status(), content, rest, reader.isPersistent());
    }

    private static String rest(ReceiveBuffer in) {
        byte[] rest = new byte[1 << 16];
        return new String(rest, 0, in.take(rest, 0, rest.length), ISO_8859_1);
    }
}
