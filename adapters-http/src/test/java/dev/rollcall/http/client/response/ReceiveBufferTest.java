package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiveBufferTest {
    private static final int MAX = 8;

    private final ReceiveBuffer in = new ReceiveBuffer();

    private void add(String text) {
        in.add(ByteBuffer.wrap(ResponseHeadTest.bytes(text)));
    }

    private boolean nextLine() throws Malformed {
        return in.nextLine(MAX, "a line");
    }

    private String line() {
        return in.line().text(0, in.line().length());
    }

    private String rest() {
        byte[] bytes = new byte[1 << 20];
        return new String(bytes, 0, in.take(bytes, 0, bytes.length), ISO_8859_1);
    }

    @Test
    void lines_are_taken_one_after_the_other_without_their_ends() throws Malformed {
        add("one⏎⏎three⏎rest");
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo("one");
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEmpty();
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo("three");
        assertThat(nextLine()).isFalse();
        assertThat(rest()).isEqualTo("rest");
    }

    @Test
    void a_line_comes_byte_by_byte_and_its_end_in_two_packets() throws Malformed {
        for (String part : new String[] {"a", "b", "←"}) {
            add(part);
            assertThat(nextLine()).isFalse();
        }
        add("↓");
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo("ab");
        assertThat(in.isEmpty()).isTrue();
    }

    @Test
    void the_same_line_is_read_after_it_was_looked_at_again_and_again() throws Malformed {
        add("ab");
        assertThat(nextLine()).isFalse();
        assertThat(nextLine()).isFalse();
        add("c⏎d⏎");
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo("abc");
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678⏎", "1⇥ ÿ\u0080⏎", "⏎"})
    void a_line_has_at_most_so_many_bytes_any_of_them_but_controls(String text) throws Malformed {
        add(text);
        assertThat(nextLine()).isTrue();
        assertThat(line()).isEqualTo(text.replace('⇥', '\t').replace("⏎", ""));
    }

    @Test
    void the_longest_line_may_still_get_its_end() throws Malformed {
        add("12345678");
        assertThat(nextLine()).isFalse();
        add("←");
        assertThat(nextLine()).isFalse();
        add("↓");
        assertThat(nextLine()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789", "123456789⏎", "123456789012"})
    void a_longer_line_is_refused_before_its_end_came(String text) {
        add(text);
        assertThatThrownBy(this::nextLine).isInstanceOf(Malformed.class).hasMessage("a line is longer than 8 bytes");
    }

    @Test
    void a_line_of_which_nothing_may_stand_is_empty_or_refused() throws Malformed {
        add("⏎x");
        assertThat(in.nextLine(0, "a line")).isTrue();
        assertThatThrownBy(() -> in.nextLine(0, "a line")).hasMessage("a line is longer than 0 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "a↓, 0A, 1",
        "↓, 0A, 0",
        "a←b, 0D, 1",
        "a←←↓, 0D, 1",
        "12345678←x, 0D, 8",
        "∅, 00, 0",
        "ab\u001Fc, 1F, 2",
        "ab\u007Fc, 7F, 2",
    })
    void another_control_character_is_refused_as_soon_as_it_came(String text, String code, int index) {
        add(text);
        assertThatThrownBy(this::nextLine)
                .isInstanceOf(Malformed.class)
                .hasMessage("a line has the control character 0x%s at index %s".formatted(code, index));
    }

    @Test
    void a_carriage_return_at_the_end_of_a_packet_is_refused_when_no_line_feed_follows() throws Malformed {
        add("a←");
        assertThat(nextLine()).isFalse();
        add("b");
        assertThatThrownBy(this::nextLine).hasMessage("a line has the control character 0x0D at index 1");
    }

    @Test
    void a_text_that_is_expected_is_taken_when_it_came_as_a_whole() throws Malformed {
        assertThat(in.expect("HTTP/", "the version")).isFalse();
        add("HTT");
        assertThat(in.expect("HTTP/", "the version")).isFalse();
        add("P/1");
        assertThat(in.expect("HTTP/", "the version")).isTrue();
        assertThat(rest()).isEqualTo("1");
    }

    @Test
    void another_text_is_refused_at_its_first_byte_and_shown_though_not_all_of_it() {
        add("HX" + "y".repeat(200));
        assertThatThrownBy(() -> in.expect("HTTP/", "the version"))
                .isInstanceOf(Malformed.class)
                .hasMessageStartingWith("the version: expected \"HTTP/\", found \"HXyyy")
                .extracting(refusal -> String.valueOf(refusal.getMessage()).length())
                .satisfies(length -> assertThat(length).isLessThan(130));
    }

    @Test
    void bytes_are_taken_and_skipped_as_many_as_came_and_no_more_than_asked_for() {
        add("0123456789");
        byte[] target = "abcdef".getBytes(ISO_8859_1);
        assertThat(in.take(target, 2, 3)).isEqualTo(3);
        assertThat(new String(target, ISO_8859_1)).isEqualTo("ab012f");
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.skip(0)).isZero();
        assertThat(in.take(target, 0, 0)).isZero();
        assertThat(in.skip(Long.MAX_VALUE)).isEqualTo(5);
        assertThat(in.isEmpty()).isTrue();
        assertThat(in.skip(Long.MAX_VALUE)).isZero();
        assertThat(in.take(target, 0, 6)).isZero();
    }

    @Test
    void a_part_of_a_buffer_is_added_and_the_buffer_taken_to_its_end() {
        ByteBuffer more = ByteBuffer.allocateDirect(8)
                .put(ResponseHeadTest.bytes("abcdefgh"))
                .position(2)
                .limit(6);
        in.add(more);
        assertThat(more.hasRemaining()).isFalse();
        assertThat(rest()).isEqualTo("cdef");
    }

    @Test
    void whatever_is_added_and_taken_in_pieces_of_any_size_comes_out_as_it_went_in() {
        var random = new Random(7);
        var sent = new ByteArrayOutputStream();
        var taken = new ByteArrayOutputStream();
        byte[] target = new byte[5000];
        for (int i = 0; i < 2000; i++) {
            byte[] more = new byte[random.nextInt(random.nextInt(4000) + 1)];
            random.nextBytes(more);
            sent.writeBytes(more);
            in.add(ByteBuffer.wrap(more));
            taken.write(target, 0, in.take(target, 0, random.nextInt(target.length)));
        }
        while (!in.isEmpty()) {
            taken.write(target, 0, in.take(target, 0, target.length));
        }
        assertThat(taken.toByteArray()).isEqualTo(sent.toByteArray());
    }

    @Test
    void a_line_that_was_looked_at_in_part_is_whole_though_all_had_to_move() throws Malformed {
        add("first⏎");
        assertThat(nextLine()).isTrue();
        String half = "x".repeat(1000);
        add(half);
        assertThat(in.nextLine(1 << 20, "a line")).isFalse();
        add(half.repeat(100) + "⏎");
        assertThat(in.nextLine(1 << 20, "a line")).isTrue();
        assertThat(line()).isEqualTo(half.repeat(101));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1024, 16 * 1024, 100_000})
    void it_serves_again_after_the_memory_of_a_line_was_let_go(int length) throws Malformed {
        for (int i = 0; i < 3; i++) {
            add("x".repeat(length));
            assertThat(in.nextLine(1 << 20, "a line")).isFalse();
            add("⏎");
            assertThat(in.nextLine(1 << 20, "a line")).isTrue();
            assertThat(in.line().length()).isEqualTo(length);
            in.shrink();
            assertThat(in.isEmpty()).isTrue();
        }
    }
}
