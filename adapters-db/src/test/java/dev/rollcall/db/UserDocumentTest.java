package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import org.junit.jupiter.api.Test;

final class UserDocumentTest {
    private static final UserId ID = new UserId("7");

    @Test
    void it_is_a_json_object_with_a_string_for_each_field() {
        assertThat(UserDocument.write(new User(ID, "Ada \"Countess\" 😀", "ada@example.org")))
                .isEqualTo("{\"name\":\"Ada \\\"Countess\\\" 😀\",\"email\":\"ada@example.org\"}");
    }

    @Test
    void the_user_is_read_again() {
        var user = new User(ID, "x\"\\/é\u00a0".repeat(30), "");
        assertThat(UserDocument.read(ID, UserDocument.write(user))).isEqualTo(user);
    }

    @Test
    void a_field_that_was_unknown_when_it_was_written_is_empty() {
        assertThat(UserDocument.read(ID, "{\"name\":\"Ada\"}")).isEqualTo(new User(ID, "Ada", ""));
    }

    @Test
    void a_field_of_a_newer_version_is_ignored() {
        assertThat(UserDocument.read(
                        ID, "{\"tags\":{\"name\":\"no\"},\"active\":true,\"name\":\"Ada\",\"email\":\"a@b\"}"))
                .isEqualTo(new User(ID, "Ada", "a@b"));
    }
}
