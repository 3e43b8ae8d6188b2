package dev.rollcall.db.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserDocumentTest {
    private static final UserId ID = new UserId("7");
    private static final User ADA = new User(ID, "Ada \"Countess\" 😀", "ada@example.org");
    private static final UserField TEAM = UserField.attribute("team");

    @Test
    void it_is_a_json_object_with_a_string_for_each_field() {
        assertThat(UserDocument.of(ADA))
                .isEqualTo("{\"active\":\"true\",\"email\":\"ada@example.org\",\"name\":\"Ada \\\"Countess\\\" 😀\"}");
        assertThat(UserDocument.ofAttributes(ADA)).isEqualTo("{}");
        assertThat(UserDocument.ofAttributes(ADA.with(Map.of(TEAM, "red")))).isEqualTo("{\"team\":\"red\"}");
    }

    @Test
    void the_user_is_read_again() {
        var user = new User(
                ID, Map.of(UserField.NAME, "x\"\\/é\u00a0x".repeat(20), UserField.ACTIVE, "false", TEAM, "\"red\""));
        assertThat(new User(ID, UserDocument.read(UserDocument.of(user)))).isEqualTo(user);
    }

    @Test
    void a_field_that_was_unknown_when_it_was_written_is_as_usual() {
        assertThat(new User(ID, UserDocument.read("{\"name\":\"Ada\"}"))).isEqualTo(new User(ID, "Ada", ""));
    }

    @Test
    void a_member_of_a_newer_version_is_ignored() {
        assertThat(new User(
                        ID,
                        UserDocument.read(
                                "{\"tags\":{\"name\":\"no\"},\"Tag\":\"x\",\"name\":\"Ada\",\"email\":\"a@b\"}")))
                .isEqualTo(new User(ID, "Ada", "a@b"));
    }
}
