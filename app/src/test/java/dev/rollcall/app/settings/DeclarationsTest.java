package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    private final Declarations declared = new Declarations();

    @Test
    void what_is_declared_is_listed_in_that_order() {
        Setting<Boolean> second = declared.add("b.second", "The second.", Form.yesOrNo(), "true");
        Setting<Integer> first = declared.add("a.first", "The first.", Form.number(0, 9), "7");
        assertThat(declared.all()).isEqualTo(List.of(second, first));
    }

    @Test
    void a_secret_is_declared_with_the_file_that_may_have_it() {
        Setting<Optional<Secret>> token = declared.addSecret("api.token", "A secret.", Form.token());
        assertThat(declared.all()).hasSize(2).startsWith(token);
        assertThat(declared.all().getLast())
                .returns("api.token-file", Setting::key)
                .returns("The file with the value of api.token, up to its last line break.", Setting::meaning)
                .returns(false, Setting::isSecret);
    }

    @Test
    void a_list_that_was_handed_out_does_not_grow() {
        var before = declared.all();
        declared.add("a.first", "The first.", Form.number(0, 9), "7");
        assertThat(before).isEmpty();
    }

    @Test
    void a_setting_whose_default_is_invalid_is_not_declared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declared.add("a.first", "The first.", Form.number(0, 9), "10"));
        assertThat(declared.all()).isEmpty();
    }
}
