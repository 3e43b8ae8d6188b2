package dev.rollcall.http.format.users;

import static dev.rollcall.http.format.users.ReadFile.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.TextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MappedUsersTest {
    private static MappedUsers users(Map<String, List<String>> columns, byte... text) throws IOException {
        return new MappedUsers(
                ColumnMapping.of(ReadFile.FIELDS, columns),
                ReadFile.FIELDS,
                new TextReader(new ByteArrayInputStream(text), Optional.empty()));
    }

    private static ColumnValues row(Map<String, String> values) {
        return key -> Optional.ofNullable(values.get(key));
    }

    @Test
    void what_was_seen_and_not_used_is_ignored_by_its_own_name_and_once() throws IOException {
        MappedUsers users = users(Map.of("name", List.of("/who/name")));
        for (String column : List.of("ID", " Phone ", "phone", "who", "Name", "")) {
            users.see(column);
        }
        users.row(1, row(Map.of("id", "1", "/who/name", "A", "name", "B")), "");
        assertThat(users.columns()).containsExactly("ID", "Phone", "who", "Name");
        assertThat(users.ignored()).containsExactly("Phone", "Name");
        users.useNone();
        assertThat(users.ignored()).isEmpty();
    }

    @Test
    void a_mapped_column_is_missing_until_a_row_has_it() throws IOException {
        MappedUsers users = users(Map.of("name", List.of("Full"), "email", List.of("Mail")));
        assertThat(users.missing()).containsExactly("Full", "Mail");
        users.row(1, row(Map.of("id", "1", "mail", "")), "");
        assertThat(users.missing()).containsExactly("Full");
    }

    @Test
    void no_more_than_a_thousand_columns_are_remembered() throws IOException {
        MappedUsers users = users(Map.of());
        for (int i = 0; i < 5000; i++) {
            users.see("column " + i);
        }
        assertThat(users.columns()).hasSize(1000);
    }

    @Test
    void a_row_has_the_fields_whose_columns_it_has() throws IOException {
        MappedUsers users = users(Map.of());
        assertThat(users.row(3, row(Map.of("id", " 7 ", "team", "Blue ")), ""))
                .isEqualTo(good(3, "7", Map.of(UserField.attribute("team"), "Blue")));
        assertThat(users.row(4, row(Map.of("name", "A")), "the row"))
                .isEqualTo(new Row.Bad(4, "id", "the row", "id is missing"));
        assertThat(users.row(5, row(Map.of("id", "7", "active", "x")), "the row"))
                .isEqualTo(new Row.Bad(5, "active", "x", "active must be true or false: \"x\""));
    }

    @Test
    void a_header_is_bound_only_if_the_id_is_in_it() throws IOException {
        assertThat(users(Map.of()).bind(row(Map.of("name", "")))).isFalse();
        assertThat(users(Map.of("id", List.of("Key"))).bind(row(Map.of("id", ""))))
                .isFalse();
        assertThat(users(Map.of("id", List.of("Key"))).bind(row(Map.of("key", ""))))
                .isTrue();
        assertThat(users(Map.of("id", List.of("Key"))).hasId(List.of("x", " KEY ")))
                .isTrue();
    }
}
