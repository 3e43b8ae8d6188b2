package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserFieldsTest {
    @Test
    void attributes_come_after_the_fields_of_every_user_in_the_order_declared() {
        UserFields fields = UserFields.with(List.of("title", "department"));

        assertThat(fields.names()).containsExactly("id", "name", "email", "active", "title", "department");
        assertThat(fields.attributes())
                .containsExactly(UserField.attribute("title"), UserField.attribute("department"));
        assertThat(fields.find("title")).contains(UserField.attribute("title"));
        assertThat(fields.find("id")).isEmpty();
        assertThat(UserFields.with(List.of())).isEqualTo(UserFields.BASIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "email", "active", "version", "changed", "outcome", "reason", "action"})
    void an_attribute_has_no_name_with_another_meaning(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserFields.with(List.of(name)))
                .withMessage("an attribute must not be named %s, which has another meaning", name);
    }

    @Test
    void no_attribute_is_given_twice_nor_are_there_too_many() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserFields.with(List.of("title", "team", "title")))
                .withMessage("an attribute must not be named title, which is given twice");
        List<String> many = IntStream.range(0, 33).mapToObj(i -> "a" + i).toList();
        assertThat(UserFields.with(many.subList(0, 32)).attributes()).hasSize(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserFields.with(many))
                .withMessage("there must be at most 32 attributes, not 33");
    }

    @Test
    void each_field_has_a_valid_example() {
        assertThat(UserFields.with(List.of("title")).all())
                .allSatisfy(field -> assertThat(field.checked(field.example())).isEqualTo(field.example()));
    }
}
