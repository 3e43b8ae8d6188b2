package dev.rollcall.http.format;

import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UserMembersTest {
    private final UserMembers team = new UserMembers(UserFields.with(List.of("team")));
    private final Map<String, String> members = new HashMap<>();

    private Optional<UserMembers.Bad> read(String object, JsonToken... values) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(object)) {
            json.nextToken();
            return team.read(json, Set.of(values), members);
        }
    }

    @Test
    void all_fields_are_written_also_unknown_ones() {
        byte[] written = Json.document(json -> {
            json.writeStartObject();
            new UserMembers(UserFields.BASIC).write(new User(new UserId("7"), "Ada", ""), json);
            json.writeEndObject();
        });
        assertThat(new String(written, UTF_8))
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada\",\"email\":\"\",\"active\":true}");
    }

    @Test
    void attributes_are_written_if_they_are_declared_and_known() {
        User ada = new User(new UserId("7"), "", "")
                .with(Map.of(
                        UserField.attribute("zone"), "x", UserField.attribute("desk"), "9", UserField.ACTIVE, "no"));
        byte[] written = Json.document(json -> {
            json.writeStartObject();
            new UserMembers(UserFields.with(List.of("desk", "floor"))).write(ada, json);
            json.writeEndObject();
        });
        assertThat(new String(written, UTF_8))
                .isEqualTo("{\"id\":\"7\",\"name\":\"\",\"email\":\"\",\"active\":false,\"desk\":\"9\"}");
    }

    @Test
    void a_flag_is_a_boolean_and_an_attribute_a_string() throws IOException {
        assertThat(read("{\"active\":false,\"team\":\"red\"}", VALUE_STRING)).isEmpty();
        assertThat(team.fields(members))
                .isEqualTo(Map.of(UserField.ACTIVE, "false", UserField.attribute("team"), "red"));
        assertThat(read("{\"active\":\"false\"}", VALUE_STRING))
                .hasValue(new UserMembers.Bad("active", "active must be true or false"));
        assertThat(read("{\"active\":null}", VALUE_STRING))
                .hasValue(new UserMembers.Bad("active", "active must be true or false"));
        assertThat(read("{\"team\":true}", VALUE_STRING))
                .hasValue(new UserMembers.Bad("team", "team must be a string"));
    }

    @Test
    void members_that_are_there_are_read() throws IOException {
        assertThat(read("{\"email\":\"a@b\",\"id\":\"7\"}", VALUE_STRING)).isEmpty();
        assertThat(members).isEqualTo(Map.of("email", "a@b", "id", "7"));
        assertThat(team.fields(members)).isEqualTo(Map.of(UserField.EMAIL, "a@b"));
    }

    @Test
    void null_is_empty_where_it_may_be() throws IOException {
        assertThat(read("{\"email\":null}", VALUE_STRING, VALUE_NULL)).isEmpty();
        assertThat(team.fields(members)).isEqualTo(Map.of(UserField.EMAIL, ""));
        assertThat(read("{\"name\":null}", VALUE_STRING))
                .hasValue(new UserMembers.Bad("name", "name must be a string"));
    }

    @Test
    void the_first_bad_member_is_told() throws IOException {
        assertThat(read("{\"phone\":1,\"fax\":2}", VALUE_STRING))
                .hasValue(new UserMembers.Bad(
                        "phone", "\"phone\" is not a member of a user (id, name, email, active, team)"));
        assertThat(read("{\"name\":\"\",\"name\":\"\"}", VALUE_STRING))
                .hasValue(new UserMembers.Bad("name", "name occurs twice"));
    }
}
