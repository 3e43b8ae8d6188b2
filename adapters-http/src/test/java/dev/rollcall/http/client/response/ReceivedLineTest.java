package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line lies between other bytes, which are none of its own. */
final class ReceivedLineTest {
    private static ReceivedLine line(String text) {
        String around = "aA9, \t";
        byte[] bytes = (around + text + around).getBytes(ISO_8859_1);
        return new ReceivedLine().moved(bytes, around.length(), text.length());
    }

    @Test
    void it_is_read_where_it_lies_a_character_for_each_byte() {
        ReceivedLine line = line("a: \u00E9\u0080");
        assertThat(line.length()).isEqualTo(5);
        assertThat(line.text(0, line.length())).isEqualTo("a: \u00E9\u0080");
        assertThat(line.text(1, 3)).isEqualTo(": ");
        assertThat(line.text(2, 2)).isEmpty();
        assertThat(line.at(0)).isEqualTo((byte) 'a');
        assertThat(line.at(3)).isEqualTo((byte) 0xE9);
    }

    @Test
    void it_moves_from_one_line_to_the_next() {
        ReceivedLine line = line("first");
        assertThat(line.moved("xyz".getBytes(ISO_8859_1), 1, 1)).isSameAs(line);
        assertThat(line.text(0, line.length())).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "CLOSE", "cLoSe"})
    void a_part_is_a_text_whatever_its_case(String text) {
        assertThat(line("x" + text + "x").is("close", 1, 6)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clos", "closed", "clo5e", "clos\u00E5"})
    void a_part_that_is_longer_or_shorter_or_has_another_letter_is_not_the_text(String text) {
        assertThat(line(text).is("close", 0, text.length())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"@, `", "[, {", "\u00C0, \u00E0"})
    void only_letters_of_ascii_have_a_case(String upper, String lower) {
        assertThat(line(upper).is(lower, 0, 1)).isFalse();
    }

    @Test
    void letters_from_a_to_z_have_a_case_the_first_and_the_last_too() {
        assertThat(line("AZaz").is("azaz", 0, 4)).isTrue();
        assertThat(line("").is("", 0, 0)).isTrue();
    }

    @Test
    void a_digit_is_zero_to_nine_and_nothing_beside() {
        ReceivedLine line = line("09/:\u00B2");
        assertThat(line.isDigit(0)).isTrue();
        assertThat(line.isDigit(1)).isTrue();
        assertThat(line.isDigit(2)).isFalse();
        assertThat(line.isDigit(3)).isFalse();
        assertThat(line.isDigit(4)).isFalse();
    }

    @Test
    void a_token_has_the_characters_of_rfc_9110_and_no_other() {
        String token = "!#$%&'*+-.^_`|~09azAZ";
        assertThat(line(token).tokenEnd()).isEqualTo(token.length());
        for (char c = 0; c < 256; c++) {
            boolean isToken = token.indexOf(c) >= 0 || (c < 128 && Character.isLetterOrDigit(c));
            assertThat(line("t" + c).tokenEnd()).as("0x%02X", (int) c).isEqualTo(isToken ? 2 : 1);
        }
    }

    @Test
    void a_line_may_begin_with_no_token() {
        assertThat(line("").tokenEnd()).isZero();
        assertThat(line(": x").tokenEnd()).isZero();
    }

    @Test
    void the_first_comma_of_a_part_is_looked_for_in_it_alone() {
        ReceivedLine line = line("a,b,c");
        assertThat(line.commaOrEnd(0, 5)).isEqualTo(1);
        assertThat(line.commaOrEnd(1, 5)).isEqualTo(1);
        assertThat(line.commaOrEnd(2, 5)).isEqualTo(3);
        assertThat(line.commaOrEnd(2, 3)).isEqualTo(3);
        assertThat(line.commaOrEnd(4, 5)).isEqualTo(5);
        assertThat(line("").commaOrEnd(0, 0)).isZero();
    }

    @Test
    void spaces_and_tabs_around_a_part_are_left_out_and_those_in_it_are_not() {
        ReceivedLine line = line(" \t a \t b\t ");
        assertThat(line.afterBlanks(0, line.length())).isEqualTo(3);
        assertThat(line.beforeBlanks(0, line.length())).isEqualTo(8);
        assertThat(line.afterBlanks(3, 8)).isEqualTo(3);
        assertThat(line.beforeBlanks(3, 8)).isEqualTo(8);
    }

    @Test
    void a_part_of_nothing_but_blanks_is_empty_and_nothing_beside_it_is_looked_at() {
        ReceivedLine line = line("a \t b");
        assertThat(line.afterBlanks(1, 4)).isEqualTo(4);
        assertThat(line.beforeBlanks(1, 4)).isEqualTo(1);
        assertThat(line.afterBlanks(2, 2)).isEqualTo(2);
        assertThat(line("").beforeBlanks(0, 0)).isZero();
    }

    @Test
    void other_white_space_is_no_blank() {
        ReceivedLine line = line("\u000Ba\u00A0");
        assertThat(line.afterBlanks(0, 3)).isZero();
        assertThat(line.beforeBlanks(0, 3)).isEqualTo(3);
    }
}
