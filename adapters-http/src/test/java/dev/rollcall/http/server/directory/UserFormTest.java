package dev.rollcall.http.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UserFormTest {
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");

    private static UserForm ofNew(String id, String name, String email) {
        var fields = Map.of("id", List.of(id), "name", List.of(name), "email", List.of(email));
        return UserForm.read(UserFields.BASIC, Parameters.ofForm(fields, UserForm.namesToAdd(UserFields.BASIC)));
    }

    private static UserForm ofKnown(String version) {
        var fields = Map.of("name", List.of("Ada"), "version", List.of(version));
        return UserForm.read(
                UserFields.BASIC, new UserId("7"), Parameters.ofForm(fields, UserForm.namesToChange(UserFields.BASIC)));
    }

    @Test
    void a_blank_form_holds_nothing_and_has_nothing_wrong() {
        UserForm form = UserForm.blank(UserFields.BASIC);
        assertThat(form.id() + form.value(UserField.NAME) + form.value(UserField.EMAIL))
                .isEmpty();
        assertThat(form.version()).isEmpty();
        assertThat(form.error("id")).isEmpty();
        assertThat(form.isTaken()).isFalse();
    }

    @Test
    void the_form_of_a_user_holds_what_is_there() {
        UserForm form = UserForm.of(UserFields.BASIC, new Entry(ADA, 12, Instant.EPOCH));
        assertThat(List.of(form.id(), form.value(UserField.NAME), form.value(UserField.EMAIL)))
                .containsExactly("7", "Ada", "ada@example.org");
        assertThat(form.version()).hasValue(12);
        assertThat(form.user()).hasValue(ADA);
    }

    @Test
    void what_was_typed_is_the_user_as_it_is_to_become() {
        assertThat(ofNew("7", "Ada", "ada@example.org").user()).hasValue(ADA);
        assertThat(ofNew("7", "", "").user()).hasValue(new User(new UserId("7"), "", ""));
    }

    @Test
    void each_wrong_field_is_told_and_keeps_what_was_typed() {
        UserForm form = ofNew("..", "a\nb", "x".repeat(321));
        assertThat(form.error("id").orElseThrow()).startsWith("id must not be \"..\"");
        assertThat(form.error("name").orElseThrow()).startsWith("name must not have control characters");
        assertThat(form.error("email").orElseThrow()).startsWith("email must have 0 to 320 characters, not 321");
        assertThat(List.of(form.id(), form.value(UserField.NAME), form.value(UserField.EMAIL)))
                .containsExactly("..", "a\nb", "x".repeat(321));
        assertThat(form.user()).isEmpty();
    }

    @Test
    void of_the_wrong_fields_one_is_the_first() {
        UserForm form = ofNew("7", "a\nb", "a\nb");
        assertThat(form.isFirstError("id")).isFalse();
        assertThat(form.isFirstError("name")).isTrue();
        assertThat(form.isFirstError("email")).isFalse();
        assertThat(ofNew("7", "", "").isFirstError("id")).isFalse();
    }

    @Test
    void an_id_that_is_left_out_is_wrong_and_a_name_that_is_left_out_is_empty() {
        UserForm form =
                UserForm.read(UserFields.BASIC, Parameters.ofForm(Map.of(), UserForm.namesToAdd(UserFields.BASIC)));
        assertThat(form.error("id").orElseThrow()).startsWith("id must have 1 to 128 characters, not 0");
        assertThat(form.error("name")).isEmpty();
    }

    @Test
    void an_id_that_is_taken_is_told_beside_its_field() {
        UserForm form = ofNew("7", "Ada", "");
        form.takenId();
        assertThat(form.isTaken()).isTrue();
        assertThat(form.error("id")).hasValue("a user with this id already exists");
        assertThat(form.isFirstError("id")).isTrue();
        assertThat(form.user()).isEmpty();
    }

    @Test
    void nobody_may_have_come_in_between() {
        assertThat(ofKnown("12").precondition()).isEqualTo(new Precondition.Unchanged(Set.of(12L)));
        assertThat(ofKnown("").precondition()).isEqualTo(new Precondition.IsNew());
        assertThat(ofNew("7", "", "").precondition()).isEqualTo(new Precondition.IsNew());
    }

    @Test
    void a_version_that_can_not_be_was_typed_by_nobody_and_is_refused() {
        assertThatThrownBy(() -> ofKnown("0"))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessage("bad-parameter: version must be a version, a positive whole number: \"0\"");
        var twice = Parameters.ofForm(Map.of("name", List.of("a", "b")), UserForm.namesToAdd(UserFields.BASIC));
        assertThatThrownBy(() -> UserForm.read(UserFields.BASIC, twice))
                .hasMessage("bad-parameter: name is given 2 times, but may occur only once");
    }
}
