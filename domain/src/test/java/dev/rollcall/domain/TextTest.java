package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {
    private enum Mood {
        DRY_RUN
    }

    @Test
    void its_length_is_counted_in_utf_16_units_and_its_bounds_are_allowed() {
        assertThat(Text.checked("text", "😀", 2, 2)).isEqualTo("😀");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Text.checked("text", "😀", 0, 1))
                .withMessage("text must have 0 to 1 characters, not 2: \"😀\"");
    }

    @Test
    void a_message_names_the_text_and_where_it_breaks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Text.checked("name", "ab\tc", 0, 10))
                .withMessage("name must not have control characters (U+0009 at index 2): \"ab\\u0009c\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Text.checked("name", "😀\udc00", 0, 10))
                .withMessage("name must be well-formed Unicode (lone surrogate U+DC00 at index 2)");
    }

    @ParameterizedTest
    @CsvSource({
        "ANNA, anna",
        "'  Anna \t Berg ', anna berg",
        "'a\u00a0\u2003b', a b",
        "ÄÖ, äö",
        "İI, ii",
        "ſ, s",
        "Σς, σσ"
    })
    void searches_compare_without_case_and_with_single_spaces(String text, String folded) {
        assertThat(Text.folded(text)).isEqualTo(folded);
        assertThat(Text.folded(folded)).isEqualTo(folded);
    }

    @Test
    void a_constant_is_a_word_in_lower_case_with_hyphens() {
        assertThat(Text.word(Mood.DRY_RUN)).isEqualTo("dry-run");
        assertThat(Text.word(TimeUnit.SECONDS)).isEqualTo("seconds");
    }
}
