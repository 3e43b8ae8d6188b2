package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTest {
    private static final UserId ID = new UserId("7");

    @ParameterizedTest
    @ValueSource(strings = {"7", "007", "a b", "ünï", "😀", "...", "a/b", "{id}", " "})
    void an_id_is_opaque_text(String text) {
        assertThat(new UserId(text).value()).isEqualTo(text);
        assertThat(new UserId(text)).hasToString(text);
    }

    @Test
    void an_id_has_1_to_128_characters() {
        assertThatNoException().isThrownBy(() -> new UserId("x".repeat(128)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserId(""))
                .withMessage("id must have 1 to 128 characters, not 0: \"\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserId("x".repeat(129)))
                .withMessage("id must have 1 to 128 characters, not 129: \"%s…\"", "x".repeat(40));
    }

    @ParameterizedTest
    @CsvSource({"0, U+0000", "7f, U+007F", "85, U+0085", "a, U+000A", "2028, U+2028", "2029, U+2029"})
    void an_id_has_no_control_characters(String hex, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserId("a" + Character.toString(Integer.parseInt(hex, 16))))
                .withMessageContaining("id must not have control characters (" + name + " at index 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800"})
    void an_id_is_well_formed_unicode(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text)).withMessageContaining("lone surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void an_id_is_no_dot_segment(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(text)).withMessageContaining("another place");
    }

    @Test
    void name_and_email_may_be_unknown_but_not_too_long() {
        assertThatNoException().isThrownBy(() -> new User(ID, "", ""));
        assertThatNoException().isThrownBy(() -> new User(ID, "x".repeat(200), "x".repeat(320)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new User(ID, "x".repeat(201), ""))
                .withMessageStartingWith("name must have 0 to 200 characters, not 201");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new User(ID, "", "a\tb"))
                .withMessage("email must not have control characters (U+0009 at index 1): \"a\\u0009b\"");
    }

    @Test
    void a_quoted_text_shows_what_can_not_be_seen() {
        assertThat(Quoted.of("a\u0000b\u202e\ud800")).isEqualTo("\"a\\u0000b\\u202E\\uD800\"");
        assertThat(Quoted.of("😀".repeat(41))).isEqualTo("\"" + "😀".repeat(40) + "…\"");
    }
}
