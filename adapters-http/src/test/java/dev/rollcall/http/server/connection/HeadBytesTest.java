package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadBytesTest {
    private static HeadBytes passed(String text, int piece) {
        var head = new HeadBytes(RequestFraming.MAX_HEAD);
        for (int from = 0; from < text.length() && !head.isComplete(); from += piece) {
            var received = new Received();
            received.receive(
                    text.substring(from, Math.min(text.length(), from + piece)).getBytes(ISO_8859_1));
            head.pass(received);
        }
        return head;
    }

    private static Optional<Integer> refusal(String text, int piece) {
        return passed(text, piece).refusal().map(Status::code);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "32752, 16370", "10, 16370"})
    void a_head_within_the_limits_is_kept(int target, int field) {
        String head = "GET /%s HTTP/1.1\r\nX: %s\r\n\r\n".formatted("t".repeat(target), "f".repeat(field));
        assertThat(refusal(head, 1000)).isEmpty();
        assertThat(passed(head, 7).read().isSure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"32753, 1, 414", "900000, 900000, 414", "1, 16380, 431", "1, 900000, 431"})
    void a_longer_one_is_refused_for_the_part_that_is_too_long(int target, int field, int status) {
        String head = "GET /%s HTTP/1.1\r\nX: %s\r\n\r\n".formatted("t".repeat(target), "f".repeat(field));
        assertThat(refusal(head, 1000)).contains(status);
        assertThat(refusal(head, head.length())).contains(status);
    }

    @Test
    void a_line_without_end_is_too_long_although_no_field_is() {
        assertThat(refusal("GET /" + "t".repeat(40_000), 1000)).contains(414);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0, 505", "HTTP/0.9, 505", "HTTP/2.0, 505", "HTTP/1.1,", "HTTP/1.10,", "HTPP/1.0,", "http/1.0,"})
    void another_version_is_refused_and_what_is_none_is_left_to_the_server(String version, Integer status) {
        assertThat(refusal("GET / " + version + "\r\n", 1)).isEqualTo(Optional.ofNullable(status));
    }

    @Test
    void it_can_take_the_next_head() {
        HeadBytes head = passed("GET / HTTP/1.0\r\n\r\n", 100);
        head.clear();
        assertThat(head.isComplete()).isFalse();
        assertThat(head.refusal()).isEmpty();
    }
}
