package dev.rollcall.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActorTest {
    @Test
    void a_name_has_1_to_200_characters() {
        assertThat(new Actor("x".repeat(200)).name()).hasSize(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Actor(""))
                .withMessage("actor must have 1 to 200 characters, not 0: \"\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Actor("x".repeat(201)))
                .withMessageStartingWith("actor must have 1 to 200 characters, not 201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u2028b"})
    void a_name_has_no_control_characters(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Actor(name))
                .withMessageContaining("actor must not have control characters");
    }
}
