package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.document.UserDocument;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import java.sql.PreparedStatement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases of versions 1 and 2, and a program of version 1 that goes on while the database has the present one. */
final class UpgradeTest {
    private static final String INSERT = "INSERT INTO users (name, email, version, changed, search, name_key, id)"
            + " VALUES (?, '', NEXT_VERSION, CURRENT_TIMESTAMP, ?, '', ?)";
    private static final String UPDATE = "UPDATE users SET name = ?, version = NEXT_VERSION, search = ? WHERE id = ?";

    static Stream<DatabaseAddress> databases() {
        return Addresses.each();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void users_of_version_1_are_found_ordered_and_active(DatabaseAddress address) {
        Schema old = Schema.of(Dialect.of(address.url()).orElseThrow()).upTo(1);
        try (var database = Database.open(address, old)) {
            write(database, INSERT, "Anna Ärger", "\n10\nanna ärger\närger", "10");
            write(database, INSERT, "Łukasz", "\n9\nłukasz", "9");
        }
        try (var database = Database.open(address)) {
            assertThat(found(database, "")).containsExactly("9", "10");
            assertThat(found(database, "arger")).containsExactly("10");
            assertThat(found(database, "lukasz")).containsExactly("9");
            assertThat(new SqlDirectory(database)
                            .find(new UserId("10"))
                            .orElseThrow()
                            .user())
                    .isEqualTo(new User(new UserId("10"), "Anna Ärger", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_program_of_version_1_keeps_what_it_does_not_know(DatabaseAddress address) {
        UserField team = UserField.attribute("team");
        User bea = new User(new UserId("2"), Map.of(UserField.NAME, "Bea", UserField.ACTIVE, "false", team, "red"));
        try (var database = Database.open(address)) {
            var directory = new SqlDirectory(database);
            directory.save(bea, Precondition.none(), Addresses.TESTER);

            write(database, INSERT, "Anna Berg", "\n1\nanna berg\nberg", "1");
            write(database, UPDATE, "Bea Thal", "\n2\nbea thal\nthal", "2");

            assertThat(directory.find(bea.id()).orElseThrow().user())
                    .isEqualTo(bea.with(Map.of(UserField.NAME, "Bea Thal")));
            assertThat(found(database, "anna be")).containsExactly("1");
            assertThat(found(database, "thal")).containsExactly("2");
            assertThat(found(database, "")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void users_and_history_of_version_2_are_kept_and_no_run_made_them(DatabaseAddress address) {
        User bea = new User(new UserId("2"), Map.of(UserField.NAME, "Bea", UserField.attribute("team"), "red"));
        Schema old = Schema.of(Dialect.of(address.url()).orElseThrow()).upTo(2);
        try (var database = Database.open(address, old)) {
            write(database, INSERT, "Bea", "\n2\nbea", "2");
            record(database, bea, 7);
        }
        try (var database = Database.open(address)) {
            var directory = new SqlDirectory(database);
            assertThat(found(database, "bea")).containsExactly("2");
            var byName =
                    new Attribution(new Actor("tester"), Addresses.TESTER.at()); // how it was known, nobody wrote down
            assertThat(directory.history(bea.id(), OptionalLong.empty(), 9))
                    .containsExactly(new Change(7, byName, Optional.empty(), Optional.of(bea)));
            assertThat(new SqlRuns(database).page(Optional.empty(), OptionalLong.empty(), 9))
                    .isEmpty();

            record(database, bea.with(Map.of(UserField.NAME, "Bee")), 8);
            assertThat(directory.history(bea.id(), OptionalLong.empty(), 9)).hasSize(2);
        }
    }

    /** Writes to the history as a program of version 2. */
    private static void record(Database database, User user, long version) {
        database.changeInBulk(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO user_changes (id, version, changed, changed_by, user_before, user_after)"
                            + " VALUES (?, ?, ?, ?, NULL, ?)")) {
                statement.setString(1, user.id().value());
                statement.setLong(2, version);
                statement.setObject(3, Addresses.TESTER.at().atOffset(ZoneOffset.UTC));
                statement.setString(4, Addresses.TESTER.by().name());
                statement.setString(5, UserDocument.of(user));
                return statement.executeUpdate();
            }
        });
    }

    private static void write(Database database, String sql, String name, String search, String id) {
        String nextVersion = database.dialect().nextVersion().replaceFirst("^SELECT ", "");
        database.changeInBulk(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.replace("NEXT_VERSION", nextVersion))) {
                statement.setString(1, name);
                statement.setString(2, search);
                statement.setString(3, id);
                return statement.executeUpdate();
            }
        });
    }

    private static List<String> found(Database database, String text) {
        return new SqlDirectory(database)
                .page(Query.search(text, 10)).entries().stream()
                        .map(entry -> entry.user().id().value())
                        .toList();
    }
}
