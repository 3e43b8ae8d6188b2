package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.document.UserDocument;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The statements and their parameters; what the databases make of them is proven by {@link SqlDirectoryContract}. */
final class UserTableTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");

    private static Change change(Optional<User> before, Optional<User> after) {
        return new Change(12, new Attribution(new Actor("zoe"), NOW), before, after);
    }

    private static int placeholders(String sql) {
        return (int) sql.chars().filter(c -> c == '?').count();
    }

    @Test
    void a_statement_has_a_placeholder_for_each_parameter() {
        Change created = change(Optional.empty(), Optional.of(ADA));
        assertThat(UserTable.user(created))
                .hasSize(placeholders(UserTable.INSERT))
                .hasSize(placeholders(UserTable.UPDATE));
        assertThat(UserTable.change(created)).hasSize(placeholders(UserTable.RECORD));
        assertThat(placeholders(UserTable.CLAIM)).isEqualTo(1);
        assertThat(placeholders(UserTable.DELETE)).isEqualTo(1);
    }

    @Test
    void every_field_is_a_column() {
        assertThat(UserTable.COLUMNS.split(", "))
                .hasSize(UserTable.WIDTH)
                .startsWith("id")
                .endsWith("version", "changed");
        for (UserField field : UserFields.BASIC.all()) {
            assertThat(UserTable.COLUMNS.split(", ")).contains(field.name());
            assertThat(UserTable.UPDATE).contains(field.name() + " = ?");
        }
    }

    @Test
    void the_parameters_of_a_user_begin_with_its_fields_and_end_with_its_id() {
        assertThat(UserTable.user(change(Optional.empty(), Optional.of(ADA))))
                .startsWith("Ada", "ada@example.org", true, "{}", 12L, NOW.atOffset(ZoneOffset.UTC))
                .endsWith("7");
    }

    @Test
    void a_removal_is_recorded_without_a_user_after_it() {
        assertThat(UserTable.change(change(Optional.of(ADA), Optional.empty())))
                .containsExactly(
                        "7", 12L, NOW.atOffset(ZoneOffset.UTC), "zoe", "unknown", null, UserDocument.of(ADA), null);
    }

    @Test
    void a_change_of_a_run_is_recorded_with_its_number() {
        var byRun = new Attribution(new Actor("zoe"), NOW, OptionalLong.of(42));
        assertThat(UserTable.change(new Change(12, byRun, Optional.empty(), Optional.of(ADA))))
                .containsExactly(
                        "7", 12L, NOW.atOffset(ZoneOffset.UTC), "zoe", "unknown", 42L, null, UserDocument.of(ADA));
    }
}
