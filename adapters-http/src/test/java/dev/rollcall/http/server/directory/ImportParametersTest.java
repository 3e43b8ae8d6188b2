package dev.rollcall.http.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.http.format.users.UserFile;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ImportParametersTest {
    private static final UserFields FIELDS = UserFields.with(List.of("team"));

    private static ImportParameters read(Map<String, List<String>> given) {
        return ImportParameters.of(Parameters.ofForm(given, ImportParameters.names(FIELDS)), FIELDS);
    }

    @Test
    void there_is_one_for_the_column_of_each_field() {
        assertThat(ImportParameters.names(FIELDS))
                .containsExactlyInAnyOrder(
                        "mode", "charset", "map.id", "map.name", "map.email", "map.active", "map.team");
    }

    @Test
    void without_any_all_rows_are_saved_or_none_and_fields_are_in_the_columns_with_their_names() {
        ImportParameters none = read(Map.of());
        assertThat(none.mode()).isEqualTo(ImportMode.ALL);
        assertThat(none.charset()).isEmpty();
        assertThat(none.isMapped()).isFalse();
        assertThat(read(Map.of("map.id", List.of(""), "map.name", List.of("", "")))
                        .isMapped())
                .isFalse();
        assertThat(ImportParameters.initial(FIELDS).isMapped()).isFalse();
    }

    @Test
    void they_are_shown_again_as_they_were_given() {
        ImportParameters given = read(
                Map.of("map.name", List.of("First", "Last"), "mode", List.of("each"), "charset", List.of("utf-16le")));
        assertThat(given.column("name", 0)).isEqualTo("First");
        assertThat(given.column("name", 1)).isEqualTo("Last");
        assertThat(given.column("name", 2)).isEmpty();
        assertThat(given.column("team", 0)).isEmpty();
        assertThat(given.isMapped()).isTrue();
        UserFile.Reading reading = given.reading(UserFormat.CSV);
        assertThat(reading.charset()).contains(StandardCharsets.UTF_16LE);
        assertThat(given.in(Optional.empty()).charset()).isEmpty();
        assertThat(given.mode()).isEqualTo(ImportMode.EACH);
    }

    @Test
    void one_that_is_wrong_is_refused_by_its_name() {
        assertThatThrownBy(() -> read(Map.of("map.id", List.of("a", "b"))))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("map.id must be mapped to one column, not 2");
        assertThatThrownBy(() -> read(Map.of("charset", List.of("x"))))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("charset must be a charset, such as UTF-8, UTF-16LE or windows-1252: \"x\"");
        assertThatThrownBy(() -> read(Map.of("mode", List.of("x"))))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("mode must be one of all, each, dry-run");
    }
}
