package dev.rollcall.http.format.users;

import static dev.rollcall.http.format.users.ReadFile.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnMappingTest {
    private static ReadFile read(String file, Map<String, List<String>> columns) {
        return ReadFile.of(UserFormat.CSV, columns, file);
    }

    @Test
    void a_field_is_read_from_the_columns_it_is_mapped_to() {
        ReadFile file = read(
                "objectId,First Name [Required],Last Name [Required],id\nx1,Ana,Lopez,9\nx2,,Roy,8\nx3,,,7\n",
                Map.of("id", List.of("OBJECTID"), "name", List.of("First Name [Required]", "last name [required]")));
        assertThat(file.rows())
                .containsExactly(
                        good(2, "x1", Map.of(UserField.NAME, "Ana Lopez")),
                        good(3, "x2", Map.of(UserField.NAME, "Roy")),
                        good(4, "x3", Map.of(UserField.NAME, "")));
        assertThat(file.ignored()).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource({
        "Status, Active, true",
        "Status, suspended, false",
        "Status, '', true",
        "!Status, yes, false",
        "!Status, No, true",
        "!Status, '', true",
        "Status=Hired, hired, true",
        "Status=Hired, Left, false",
        "Status=Hired, '', true",
        "!Status=Left, Left, false",
        "!Status=Left, Hired, true",
    })
    void a_flag_is_what_a_column_says_or_its_opposite_or_whether_it_has_a_value(
            String column, String value, String active) {
        assertThat(read("id,Status\n1," + value + "\n", Map.of("active", List.of(column)))
                        .rows())
                .containsExactly(good(2, "1", Map.of(UserField.ACTIVE, active)));
    }

    @Test
    void a_flag_with_several_columns_is_true_if_one_is() {
        Map<String, List<String>> columns = Map.of("active", List.of("Status=Hired", "Status=On leave", "override"));
        assertThat(read("id,Status,override\n1,Hired,no\n2,on leave,\n3,Left,\n4,Left,1\n5,,\n", columns)
                        .rows())
                .extracting(row -> ((Row.Good) row).upsert().patch().values().get(UserField.ACTIVE))
                .containsExactly("true", "true", "false", "true", "true");
    }

    @Test
    void what_looks_like_an_operator_may_be_a_part_of_a_name() {
        assertThat(read("id,!a=b\n1,no\n", Map.of("active", List.of("!a=b"))).rows())
                .containsExactly(good(2, "1", Map.of(UserField.ACTIVE, "false")));
        assertThat(read("id,a=b\n1,A\n", Map.of("name", List.of("a=b"))).rows())
                .containsExactly(good(2, "1", Map.of(UserField.NAME, "A")));
    }

    @Test
    void a_word_that_is_none_for_a_flag_makes_a_bad_row() {
        assertThat(read("id,Status\n1,Hired\n", Map.of("active", List.of("!Status")))
                        .reason())
                .isEqualTo("active must be true or false: \"Hired\"");
    }

    @Test
    void a_column_that_the_file_does_not_have_is_told() {
        assertThat(read("id,name\n1,a\n", Map.of("email", List.of("mial"))).reason())
                .isEqualTo("the file has no column \"mial\"; its first line names \"id\", \"name\"");
        assertThat(read("id,name\n1,a\n", Map.of("name", List.of("name", "surname")))
                        .reason())
                .startsWith("the file has no column \"surname\"");
        for (String column : List.of("name=x", "!name")) { // a name is no flag
            assertThat(read("id,name\n1,a\n", Map.of("name", List.of(column))).reason())
                    .startsWith("the file has no column \"" + column + "\"");
        }
    }

    @Test
    void only_fields_can_be_mapped_and_the_id_to_one_column() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnMapping.of(ReadFile.FIELDS, Map.of("phone", List.of("x"))))
                .withMessage("\"phone\" is not a field of a user (id, name, email, active, team)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnMapping.of(ReadFile.FIELDS, Map.of("id", List.of("a", "b"))))
                .withMessage("id must be mapped to one column, not 2");
        assertThat(read("id\n1\n", Map.of("id", List.of(" "), "name", List.of()))
                        .rows())
                .containsExactly(good(2, "1", Map.of()));
    }

    @Test
    void in_json_a_member_of_a_member_can_be_mapped() {
        String line = """
                {"Key":{"a/b":7},"name":{"given":"Ana","family":"Lopez"},"emails":[{"value":"a@b"}],"blocked":true}
                """;
        ReadFile file = ReadFile.of(
                UserFormat.NDJSON,
                Map.of(
                        "id", List.of("/key/a~1b"),
                        "name", List.of("/name/given", "/name/family"),
                        "email", List.of("/emails/0/value"),
                        "active", List.of("!blocked"),
                        "team", List.of("/name/middle")),
                line);
        assertThat(file.rows())
                .containsExactly(good(
                        1,
                        "7",
                        Map.of(UserField.NAME, "Ana Lopez", UserField.EMAIL, "a@b", UserField.ACTIVE, "false")));
        assertThat(file.ignored()).isEmpty();
        assertThat(file.missing()).containsExactly("/name/middle");
        assertThat(ReadFile.of(UserFormat.NDJSON, Map.of("id", List.of("/key/a~1b")), line)
                        .reason())
                .isEqualTo("\"name\" must be one value, not an object or an array; what is in it can be mapped, such as"
                        + " /name/MEMBER");
    }
}
