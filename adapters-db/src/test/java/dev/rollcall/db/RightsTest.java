package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.db.work.RunScheduler;
import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles of PostgreSQL with few rights. */
class RightsTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");
    private static final User BERT = new User(new UserId("8"), "Bert Cole", "");

    private final String name = "rights_" + DATABASES.incrementAndGet();
    private final DatabaseAddress owner = PostgresServer.addressOf(name);
    private final DatabaseAddress clerk = new DatabaseAddress(owner.url(), "clerk_of_" + name, "", 2);

    @BeforeEach
    void createDatabase() {
        PostgresServer.execute("CREATE DATABASE " + name);
        PostgresServer.execute("CREATE ROLE %s LOGIN".formatted(clerk.username()));
    }

    @AfterEach
    void dropRole() {
        PostgresServer.execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
        PostgresServer.execute("DROP ROLE " + clerk.username());
    }

    @Test
    void a_role_that_may_not_ask_for_the_checkpoint_reads_every_page_anew() {
        asOwner("ALTER DATABASE %s OWNER TO %s".formatted(name, clerk.username()));
        asOwner("REVOKE EXECUTE ON FUNCTION pg_control_checkpoint() FROM PUBLIC");
        try (var database = Database.open(clerk)) {
            var directory = new SqlDirectory(database);
            var shared = new SharedReads(directory);
            assertThat(directory.hasStamps()).isFalse();
            assertThat(directory.readsTogether()).isTrue();
            for (User user : List.of(ANNA, BERT)) {
                directory.save(user, Precondition.none(), Addresses.TESTER);
                for (int i = 0; i < 3; i++) {
                    assertThat(shared.page(Query.first(10)).entries())
                            .extracting(Entry::user)
                            .contains(user);
                }
            }
        }
    }

    @Test
    void a_role_that_may_not_create_works_with_a_schema_that_is_up_to_date() {
        Database.open(owner).close();
        grantWork();

        try (var database = Database.open(clerk)) {
            var directory = new SqlDirectory(database);
            assertThat(new SqlTokens(database).all()).isEmpty();
            assertThat(new SqlTokens(database).remove("nobody")).isFalse();
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            directory.saveAll(List.of(Upsert.of(ANNA), Upsert.of(BERT)), Addresses.TESTER);
            directory.remove(ANNA.id(), Precondition.none(), Addresses.TESTER);
            assertThat(shownBy(directory)).containsExactly(BERT);
        }
    }

    @Test
    void such_a_role_does_runs() throws InterruptedException {
        Database.open(owner).close();
        grantWork();

        try (var workshop = new Workshop(Database.open(clerk), 3)) {
            Optional<Timetable> daily = Optional.of(Timetable.every(Duration.ofDays(1)));
            try (RunScheduler server = workshop.server(daily)) {
                Workshop.await(() -> workshop.reconciler.find(1).isPresent());
                assertThat(workshop.awaitRest(1).state()).isIn(RunState.HELD, RunState.EXPIRED);
                assertThat(server.nextRun()).isPresent();
            }
            workshop.reconciler.reject(1, OptionalLong.empty(), Workshop.ANN, "");
            var runs = new SqlRuns(workshop.database);
            Instant later = Workshop.CLOCK.instant().plusSeconds(1);
            while (runs.forget(Runs.Remains.CHANGES, later, 9)) {}
            assertThat(runs.find(1)).isEmpty();
            assertThat(runs.forgetSightings(later, 9)).isZero();
        }
    }

    @Test
    void a_role_that_may_not_create_is_refused_if_it_must() {
        assertRefused(Schema.of(Dialect.POSTGRESQL), "permission denied for schema public");
        Database.open(owner).close();
        grantWork();
        Schema next = Schema.of(Dialect.POSTGRESQL).with("CREATE TABLE extra (id INTEGER)");
        assertRefused(next, "permission denied for schema public");
        Database.open(owner, next).close();
        assertRefused(Schema.of(Dialect.POSTGRESQL), "its schema version 7 is newer than 6");
    }

    private void assertRefused(Schema schema, String reason) {
        assertThatThrownBy(() -> Database.open(clerk, schema))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContaining(reason);
    }

    private static List<User> shownBy(SqlDirectory directory) {
        return directory.page(Query.first(10)).entries().stream()
                .map(Entry::user)
                .toList();
    }

    private void grantWork() {
        asOwner("GRANT SELECT ON schema_version TO " + clerk.username());
        asOwner("GRANT SELECT, INSERT, UPDATE, DELETE ON users TO " + clerk.username());
        asOwner("GRANT SELECT, INSERT ON user_changes TO " + clerk.username());
        asOwner(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON runs, run_acts, run_pages, run_lines, sightings, scheduled_tasks, tokens TO "
                        + clerk.username());
        asOwner("GRANT USAGE ON SEQUENCE user_version, run_id TO " + clerk.username());
    }

    private void asOwner(String sql) {
        PostgresServer.execute(owner, sql);
    }
}
