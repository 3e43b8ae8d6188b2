package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentTest {
    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "a+b, a%2Bb",
        "a/b, a%2Fb",
        "'a,b', a%2Cb",
        "50%, 50%25",
        "Zoë, Zo%C3%AB",
        "😀, %F0%9F%98%80",
        "a-b_c.d, a-b_c.d"
    })
    void a_text_is_encoded_as_a_segment(String text, String encoded) {
        assertThat(Percent.encode(text)).isEqualTo(encoded);
        assertThat(Percent.decode(encoded)).isEqualTo(text);
    }

    @Test
    void every_character_comes_back_as_it_was() {
        for (int c = 0; c < 0x3000; c++) {
            String text = "a" + (char) c + "b";
            assertThat(Percent.decode(Percent.encode(text))).isEqualTo(text);
            assertThat(Percent.decodeQuery(Percent.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void digits_may_be_of_either_case_and_what_needs_no_encoding_may_have_one() {
        assertThat(Percent.decode("%c3%Ab%41b")).isEqualTo("ëAb");
        assertThat(Percent.decode("")).isEmpty();
    }

    @Test
    void nothing_is_decoded_twice() {
        assertThat(Percent.decode("%2541")).isEqualTo("%41");
    }

    @Test
    void a_plus_sign_is_a_space_in_a_query_and_itself_in_a_path() {
        assertThat(Percent.decode("a+b")).isEqualTo("a+b");
        assertThat(Percent.decodeQuery("a+b%2B%20c")).isEqualTo("a b+ c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "a%",
                "a%4",
                "%zz",
                "%4g",
                "%-1",
                "%\uFF11\uFF11",
                "ë",
                "%FF",
                "%C3",
                "%C0%80",
                "%ED%A0%80",
                "%F4%90%80%80"
            })
    void what_is_not_percent_encoded_utf_8_is_refused_and_shown(String encoded) {
        assertThatThrownBy(() -> Percent.decode(encoded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be percent-encoded UTF-8: \"" + encoded + "\"");
    }

    @Test
    void of_a_long_text_that_is_refused_only_the_beginning_is_shown() {
        assertThatThrownBy(() -> Percent.decode("x".repeat(10_000) + "%"))
                .hasMessage("must be percent-encoded UTF-8: \"" + "x".repeat(40) + "…\"");
    }

    @Test
    void a_query_has_all_values_of_each_name_in_the_order_in_which_they_came() {
        assertThat(Percent.pairs("b=1&a=%41&b=2+3=4"))
                .containsExactly(entry("b", List.of("1", "2+3=4")), entry("a", List.of("%41")));
    }

    @Test
    void names_are_decoded_and_one_without_an_equals_sign_has_an_empty_value() {
        assertThat(Percent.pairs("%63ount=1&n+m&=x&&"))
                .containsExactly(entry("count", List.of("1")), entry("n m", List.of("")), entry("", List.of("x")));
        assertThat(Percent.pairs("")).isEmpty();
    }

    @Test
    void a_name_that_is_not_percent_encoded_is_refused() {
        assertThatThrownBy(() -> Percent.pairs("a=1&%FF=2")).hasMessage("must be percent-encoded UTF-8: \"%FF\"");
    }
}
