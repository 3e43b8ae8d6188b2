package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import org.junit.jupiter.api.Test;

/** The form of texts and patterns; {@code DirectoryContract} tests what is found. */
class SearchTest {
    @Test
    void a_text_has_a_line_for_everything_a_search_may_begin_with() {
        var user = new User(new UserId("K 42"), "  Anna\u00A0 Maria BERG ", "Anna@Example.org");

        assertThat(Search.textOf(user)).isEqualTo("\nk 42\nanna maria berg\nmaria berg\nberg\nanna@example.org");
    }

    @Test
    void a_pattern_asks_for_the_beginning_of_a_line() {
        assertThat(Search.patternOf(" Anna  B")).isEqualTo("%\nanna b%");
    }

    @Test
    void wildcards_in_a_query_are_escaped() {
        assertThat(Search.patternOf("100%_!\\")).isEqualTo("%\n100!%!_!!\\%");
    }

    @Test
    void a_prefix_is_quoted_for_the_text_search() {
        assertThat(Search.prefixOf(" O'Brien  \\ & ")).isEqualTo("'o''brien \\\\ &':*");
    }

    @Test
    void a_query_of_white_space_is_empty() {
        assertThat(Search.isEmpty("\u00A0 ")).isTrue();
        assertThat(Search.isEmpty("a")).isFalse();
    }

    @Test
    void the_longest_name_makes_a_text_of_bounded_length() {
        var user = new User(new UserId("x"), "x ".repeat(UserField.NAME.maxLength() / 2), "");

        assertThat(Search.textOf(user).length()).isLessThan(11_000);
    }
}
