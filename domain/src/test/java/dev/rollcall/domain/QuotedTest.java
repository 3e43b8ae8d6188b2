package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotedTest {
    @ParameterizedTest
    @CsvSource({
        "'', 5, ''",
        "abc, 3, abc",
        "abcd, 3, ab…",
        "ab, 1, …",
        "ab😀, 4, ab😀",
        "ab😀, 3, ab…",
        "a😀b, 3, a…",
        "a😀b, 4, a😀b",
    })
    void a_plain_text_is_as_long_as_allowed_and_no_character_is_cut(String text, int max, String plain) {
        assertThat(Quoted.plain(text, max)).isEqualTo(plain);
    }

    @Test
    void what_cannot_be_seen_is_made_visible_and_counts_as_it_is_shown() {
        assertThat(Quoted.plain("a\u0000b\u202e\ud800", 20)).isEqualTo("a\\u0000b\\u202E\\uD800");
        assertThat(Quoted.plain("a\u0000b\u202e\ud800", 19)).isEqualTo("a\\u0000b\\u202E…");
        assertThat(Quoted.of("a\u0000b")).isEqualTo("\"a\\u0000b\"");
    }
}
