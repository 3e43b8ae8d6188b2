package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    private static final int INSTANCES = 4;
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");

    static Stream<DatabaseAddress> databases() {
        return Addresses.each();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void an_empty_database_gets_every_version_once(DatabaseAddress address) {
        for (int start = 1; start <= 2; start++) {
            try (var database = Database.open(address)) {
                assertThat(versions(database)).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void users_are_there_when_the_database_is_opened_again(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            new SqlDirectory(database).save(ANNA, Precondition.none(), Addresses.TESTER);
        }
        try (var database = Database.open(address)) {
            assertThat(new SqlDirectory(database).find(ANNA.id())).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void instances_that_start_at_once_agree(DatabaseAddress address) throws Exception {
        var start = new CyclicBarrier(INSTANCES);
        Callable<List<Integer>> instance = () -> {
            start.await();
            try (var database = Database.open(address)) {
                return versions(database);
            }
        };
        try (var executor = Executors.newFixedThreadPool(INSTANCES)) {
            for (Future<List<Integer>> seen : executor.invokeAll(
                    Stream.generate(() -> instance).limit(INSTANCES).toList())) {
                assertThat(seen.get()).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void only_the_missing_versions_are_applied(DatabaseAddress address) {
        Database.open(address).close();

        try (var database = Database.open(address, withOneMore(address, "CREATE TABLE extra (id INTEGER)"))) {
            assertThat(versions(database)).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(count(database, "extra")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void users_and_their_history_survive_a_migration(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            new SqlDirectory(database).save(ANNA, Precondition.none(), Addresses.TESTER);
        }
        String more = "ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT 7 NOT NULL";
        try (var database = Database.open(address, withOneMore(address, more))) {
            var directory = new SqlDirectory(database);
            assertThat(directory.find(ANNA.id()).map(Entry::user)).contains(ANNA);
            assertThat(directory.history(ANNA.id(), OptionalLong.empty(), 10)).hasSize(1);
            assertThat(count(database, "users WHERE extra = 7")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_database_of_a_newer_program_is_refused(DatabaseAddress address) {
        Database.open(address, withOneMore(address, "CREATE TABLE extra (id INTEGER)"))
                .close();

        assertThatThrownBy(() -> Database.open(address))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessage(
                        "can't open the database %s: its schema version 7 is newer than 6, the latest that this version of"
                                + " Rollcall supports",
                        address.shownUrl());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_migration_that_failed_half_way_is_resumed(DatabaseAddress address) {
        String half = "CREATE TABLE IF NOT EXISTS extra (id INTEGER);";
        assertThatThrownBy(() -> Database.open(address, withOneMore(address, half + "SELECT * FROM nowhere")))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContainingAll("can't open the database " + address.shownUrl())
                .hasMessageMatching("(?i).*nowhere.*not (found|exist).*");

        try (var database = Database.open(address, withOneMore(address, half))) {
            assertThat(versions(database)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    private static Schema withOneMore(DatabaseAddress address, String script) {
        return Schema.of(address.dialect()).with(script);
    }

    private static List<Integer> versions(Database database) {
        return database.read(db -> db.query("SELECT version FROM schema_version ORDER BY version")
                .map(row -> row.column(1).get(Integer.class))
                .toList());
    }

    private static long count(Database database, String table) {
        return database.read(db ->
                db.get("SELECT COUNT(*) FROM " + table).orElseThrow().column(1).get(Long.class));
    }
}
