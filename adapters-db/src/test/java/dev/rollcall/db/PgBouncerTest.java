package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Through PgBouncer nothing that was acknowledged is lost, and other clients of it notice nothing. {@code -Drollcall.writes=100000} sets the
 * number of writes.
 */
@Timeout(600)
@EnabledIf("dev.rollcall.db.PgBouncer#isWanted")
@ParameterizedClass
@ValueSource(strings = {"session", "transaction"})
class PgBouncerTest {
    private static final int WRITES = Integer.getInteger("rollcall.writes", 4000);
    private static final int THREADS = 8;
    private static final int BULK = 50;
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");

    private final String name = "pooled_" + DATABASES.incrementAndGet();
    private final PgBouncer server;
    private final int connections;

    PgBouncerTest(String mode, @TempDir Path folder) throws Exception {
        PostgresServer.execute("CREATE DATABASE " + name);
        boolean isShared = "transaction".equals(mode);
        connections = isShared ? 10 : 4;
        server = PgBouncer.start(folder, mode, isShared ? 3 : connections);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void every_acknowledged_write_is_there_with_its_history() throws Exception {
        try (var database = Database.open(address(""))) {
            var directory = new SqlDirectory(database);
            Map<UserId, Optional<User>> acknowledged = new ConcurrentHashMap<>();
            Map<UserId, Integer> changes = new ConcurrentHashMap<>();
            try (var executor = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int thread = i;
                    threads.add(executor.submit(() -> write(directory, thread, acknowledged, changes)));
                }
                for (Future<?> thread : threads) {
                    thread.get();
                }
            }
            acknowledged.forEach((id, user) -> {
                List<Change> history = directory.history(id, OptionalLong.empty(), WRITES);
                Optional<Entry> entry = directory.find(id);
                assertThat(entry.map(Entry::user)).isEqualTo(user);
                assertThat(history).hasSize(changes.getOrDefault(id, 0));
                assertThat(history.getFirst().after()).isEqualTo(user);
                entry.ifPresent(found -> assertThat(found.version())
                        .isPositive()
                        .isEqualTo(history.getFirst().version()));
            });
            assertThat(directory.count(Query.first(1)))
                    .isEqualTo(acknowledged.values().stream()
                            .filter(Optional::isPresent)
                            .count());
        }
    }

    /** Each thread writes users of its own: by one, a third is changed and a third removed; then many at once. */
    private static void write(
            SqlDirectory directory,
            int thread,
            Map<UserId, Optional<User>> acknowledged,
            Map<UserId, Integer> changes) {
        for (int i = 0; i < WRITES / THREADS; i++) {
            User user = user(thread + "-" + i / 3, "version " + i);
            if (i % 3 == 2 && i % 2 == 0) {
                directory.remove(user.id(), Precondition.none(), Addresses.TESTER);
                acknowledged.put(user.id(), Optional.empty());
            } else {
                directory.save(user, Precondition.none(), Addresses.TESTER);
                acknowledged.put(user.id(), Optional.of(user));
            }
            changes.merge(user.id(), 1, Integer::sum);
            if (i % BULK == BULK - 1) {
                String name = "bulk " + i;
                List<User> users = IntStream.range(0, BULK)
                        .mapToObj(number -> user(thread + "-bulk-" + number, name))
                        .toList();
                directory.saveAll(users.stream().map(Upsert::of).toList(), Addresses.TESTER);
                users.forEach(one -> acknowledged.put(one.id(), Optional.of(one)));
                users.forEach(one -> changes.merge(one.id(), 1, Integer::sum));
            }
        }
    }

    private static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }

    @Test
    void other_clients_notice_nothing() throws Exception {
        try (var database = Database.open(address(""))) {
            var directory = new SqlDirectory(database);
            write(directory, 0, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
            directory.page(Query.first(10));
        }
        List<String> expected;
        try (Connection direct =
                DriverManager.getConnection(PostgresServer.addressOf(name).url(), "postgres", "")) {
            expected = settings(direct);
        }
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Connection other = DriverManager.getConnection(address("").url(), "postgres", "");
            other.setAutoCommit(false);
            assertThat(settings(other)).isEqualTo(expected);
            all.add(other);
        }
        for (Connection other : all) {
            other.close();
        }
    }

    /** Returns what may be set on a session. */
    private static List<String> settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name || '=' || setting FROM pg_settings WHERE name IN ('statement_timeout',"
                                + " 'default_transaction_isolation', 'search_path', 'lock_timeout') ORDER BY 1")) {
            List<String> settings = new ArrayList<>();
            while (rows.next()) {
                settings.add(rows.getString(1));
            }
            return settings;
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_cancelled() {
        try (var database = Database.open(address(""))) {
            assertThatExceptionOfType(DirectoryUnavailable.class)
                    .isThrownBy(() -> database.read(db -> db.get("SELECT pg_sleep(60)")))
                    .withMessageContaining("statement timeout")
                    .extracting(DirectoryUnavailable::reason)
                    .isEqualTo(Reason.SLOW);
            new SqlDirectory(database).save(ANNA, Precondition.none(), Addresses.TESTER);
            assertThat(database.pool().lent()).isZero();
        }
    }

    private DatabaseAddress address(String settings) {
        DatabaseAddress address = server.addressOf(name, connections);
        return new DatabaseAddress(address.url() + settings, address.username(), "", address.poolSize());
    }
}
