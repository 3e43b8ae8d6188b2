package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The form of texts and patterns; {@code DirectoryContract} tests what is found. */
class SearchTest {
    @Test
    void a_text_has_a_line_for_the_id_and_each_field() {
        var user = new User(new UserId("K 42"), "  Anna\u00A0 Maria BERG ", "Anna@Example.org")
                .with(Map.of(UserField.attribute("team"), "東京", UserField.ACTIVE, "false"));

        assertThat(Search.textOf(user)).isEqualTo("\nk 42\nanna maria berg\nanna@example.org\n東 京");
    }

    @Test
    void the_patterns_ask_for_the_beginning_of_a_line_or_of_a_word() {
        assertThat(Search.patternsOf(" Anna  B")).containsExactly("%\nanna b%", "% anna b%");
    }

    @Test
    void wildcards_in_a_query_are_escaped() {
        assertThat(Search.patternsOf("100%_!\\")).contains("%\n100!%!_!!\\%");
    }

    @Test
    void words_are_quoted_for_the_text_search() {
        assertThat(Search.lexemesOf(" O'Brien  \\ & ")).isEqualTo("'o''brien' & '\\\\' & '&':*");
    }

    @Test
    void a_query_of_white_space_is_empty() {
        assertThat(Search.isEmpty("\u00A0 ")).isTrue();
        assertThat(Search.isEmpty("a")).isFalse();
    }
}
