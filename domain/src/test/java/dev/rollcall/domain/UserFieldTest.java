package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserFieldTest {
    private static final UserField TITLE = field("title", 3);
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");

    private static UserField field(String name, int maxLength) {
        return new UserField(name, "Title", maxLength, "", "");
    }

    @Test
    void the_fields_have_different_names_and_good_examples() {
        assertThat(UserField.ALL)
                .extracting(UserField::name)
                .doesNotHaveDuplicates()
                .doesNotContain("id");
        assertThat(UserField.ALL)
                .allSatisfy(field -> assertThat(field.checked(field.example())).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Title", "1st", "job title", "job-title", "é"})
    void a_name_is_one_that_every_format_can_write(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field(name, 1))
                .withMessage("invalid field: %s of at most 1 characters", name);
    }

    @Test
    void a_value_is_no_longer_than_the_limit() {
        assertThat(TITLE.checked("")).isEmpty();
        assertThat(TITLE.checked("abc")).isEqualTo("abc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TITLE.checked("abcd"))
                .withMessage("title must have 0 to 3 characters, not 4: \"abcd\"");
        assertThatIllegalArgumentException().isThrownBy(() -> field("title", 0));
    }

    @Test
    void a_user_has_any_field() {
        User titled = ADA.with(Map.of(TITLE, "Dr"));
        assertThat(titled.get(TITLE)).isEqualTo("Dr");
        assertThat(titled.name()).isEqualTo("Ada");
        assertThat(titled).isNotEqualTo(ADA).hasToString("User[id=7, email=ada@example.org, name=Ada, title=Dr]");
        assertThatIllegalArgumentException().isThrownBy(() -> ADA.with(Map.of(TITLE, "Countess")));
    }

    @Test
    void an_empty_value_is_the_same_as_none() {
        assertThat(ADA.get(TITLE)).isEmpty();
        assertThat(ADA.with(Map.of(TITLE, ""))).isEqualTo(ADA);
        assertThat(ADA.with(Map.of(TITLE, "Dr")).with(Map.of(TITLE, "")))
                .isEqualTo(ADA)
                .hasSameHashCodeAs(ADA);
    }
}
