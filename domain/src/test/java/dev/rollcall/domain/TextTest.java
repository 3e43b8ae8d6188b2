package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "ÄÖ, ao",
        "İI, ii",
        "ſ, s",
        "Σς, σσ"
    })
    void searches_compare_without_case_and_with_single_spaces(String text, String folded) {
        assertThat(Text.folded(text)).isEqualTo(folded);
        assertThat(Text.folded(folded)).isEqualTo(folded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "\r\n",
                "\u0085",
                "\u00A0",
                "\u2007",
                "\u202F",
                "\u2003",
                "\u3000",
                "\u2028",
                "\u200B",
                "\u200C",
                "\u200D",
                "\u2060",
                "\uFEFF",
                "\u00A0 \u200B\t"
            })
    void what_nobody_sees_is_dropped_from_the_ends_and_from_nowhere_else(String unseen) {
        for (String text : List.of("", "a", "a" + unseen + "b", "😀", "~", "!")) {
            assertThat(Text.trimmed(unseen + text + unseen)).isEqualTo(text);
        }
        String text = "x y";
        assertThat(Text.trimmed(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u00AD", "\uFFFE", "é", "_"})
    void what_is_seen_or_means_something_stays_at_the_ends(String seen) {
        assertThat(Text.trimmed(seen + "a" + seen)).isEqualTo(seen + "a" + seen);
    }

    @Test
    void a_constant_is_a_word_in_lower_case_with_hyphens() {
        assertThat(Text.word(Mood.DRY_RUN)).isEqualTo("dry-run");
        assertThat(Text.word(TimeUnit.SECONDS)).isEqualTo("seconds");
    }
}
