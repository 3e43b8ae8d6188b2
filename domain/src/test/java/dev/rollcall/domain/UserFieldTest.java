package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserFieldTest {
    private static final UserField TITLE = UserField.attribute("job-title");
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");

    @ParameterizedTest
    @ValueSource(strings = {"", "Title", "1st", "job title", "job_title", "é", "-a"})
    void an_attribute_has_a_name_that_every_format_can_write(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserField.attribute(name))
                .withMessageEndingWith(": \"%s\"", name);
        assertThatIllegalArgumentException().isThrownBy(() -> UserField.attribute("a".repeat(65)));
    }

    @Test
    void a_label_is_made_of_the_name() {
        assertThat(TITLE.label()).isEqualTo("Job title");
        assertThat(TITLE).isEqualTo(UserField.attribute("job-title")).isNotEqualTo(UserField.NAME);
    }

    @Test
    void a_value_is_no_longer_than_the_limit() {
        assertThat(TITLE.checked("")).isEmpty();
        assertThat(TITLE.checked("a".repeat(1000))).hasSize(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TITLE.checked("a".repeat(1001)))
                .withMessageStartingWith("job-title must have 0 to 1000 characters, not 1001: ");
    }

    @Test
    void white_space_at_the_ends_is_not_part_of_a_value() {
        assertThat(TITLE.checked("\uFEFF\u00A0 Dr\u200B\t\n")).isEqualTo("Dr");
        assertThat(new User(new UserId("7"), " Ada ", " ada@example.org\u00A0")).isEqualTo(ADA);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true", "TRUE, true", " yes , true", "1, true", "Active, true", "enabled, true",
        "False, false", "no, false", "0, false", "INACTIVE, false", "disabled, false", "Suspended, false"
    })
    void a_flag_is_read_as_people_write_it(String text, String value) {
        assertThat(UserField.ACTIVE.checked(text)).isEqualTo(value);
    }

    @Test
    void a_flag_is_nothing_else() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserField.ACTIVE.checked("maybe"))
                .withMessage("active must be true or false: \"maybe\"");
    }

    @Test
    void a_user_is_active_unless_something_else_is_known() {
        assertThat(ADA.isActive()).isTrue();
        assertThat(ADA.get(UserField.ACTIVE)).isEqualTo("true");
        User gone = ADA.with(Map.of(UserField.ACTIVE, "no"));
        assertThat(gone.isActive()).isFalse();
        assertThat(gone).isNotEqualTo(ADA);
        assertThat(gone.with(Map.of(UserField.ACTIVE, ""))).isEqualTo(ADA);
    }

    @Test
    void a_user_has_any_field() {
        User titled = ADA.with(Map.of(TITLE, "Dr"));
        assertThat(titled.get(TITLE)).isEqualTo("Dr");
        assertThat(titled.name()).isEqualTo("Ada");
        assertThat(titled.attributes()).isEqualTo(Map.of("job-title", "Dr"));
        assertThat(titled).isNotEqualTo(ADA).hasToString("User[id=7, email=ada@example.org, job-title=Dr, name=Ada]");
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
