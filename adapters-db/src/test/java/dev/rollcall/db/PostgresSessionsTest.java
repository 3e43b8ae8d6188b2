package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Upsert;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresSessionsTest {
    private static final int INSTANCES = 4;

    @Test
    void transactions_are_read_committed_whatever_the_default() {
        PostgresServer.execute("CREATE DATABASE repeatable");
        PostgresServer.execute("ALTER DATABASE repeatable SET default_transaction_isolation = 'repeatable read'");
        try (var database = Database.open(PostgresServer.addressOf("repeatable"))) {
            assertThat(isolation(database)).isEqualTo("read committed");
        }
    }

    @Test
    void first_starts_at_once_under_repeatable_read_all_succeed() throws Exception {
        PostgresServer.execute("CREATE DATABASE starts");
        PostgresServer.execute("ALTER DATABASE starts SET default_transaction_isolation = 'repeatable read'");
        var start = new CyclicBarrier(INSTANCES);
        Callable<String> instance = () -> {
            start.await();
            try (var database = Database.open(PostgresServer.addressOf("starts"))) {
                return isolation(database);
            }
        };
        try (var executor = Executors.newFixedThreadPool(INSTANCES)) {
            List<Callable<String>> all =
                    Stream.generate(() -> instance).limit(INSTANCES).toList();
            for (Future<String> seen : executor.invokeAll(all)) {
                assertThat(seen.get()).isEqualTo("read committed");
            }
        }
    }

    /** A transaction of its own snapshot would miss the other's history, and give the user a version that precedes it. */
    @Test
    void a_bulk_save_under_repeatable_read_sees_who_was_created_and_removed_since_it_began() {
        PostgresServer.execute("CREATE DATABASE bulk");
        PostgresServer.execute("ALTER DATABASE bulk SET default_transaction_isolation = 'repeatable read'");
        User bert = new User(new UserId("bert"), "Bert", "");
        List<Upsert> users = Stream.concat(numbered(Directory.MAX_IDS), Stream.of(bert))
                .map(Upsert::of)
                .toList();
        var batches = new AtomicInteger();
        try (var database = Database.open(PostgresServer.addressOf("bulk"))) {
            assertThatThrownBy(() -> database.query(connection -> {
                        connection.setAutoCommit(false);
                        return bulk(connection).save(users, reading -> {
                            if (batches.incrementAndGet() == 2) {
                                recordLater(database, bert);
                            }
                            return reading.get();
                        });
                    }))
                    .isInstanceOf(DirectoryUnavailable.class)
                    .satisfies(e -> assertThat(SqlFailure.isRace(e)).isTrue());
        }
    }

    private static BulkSave bulk(Connection connection) {
        var lists = new UserLists(Dialect.POSTGRESQL, Optional.empty());
        return new BulkSave(connection, Dialect.POSTGRESQL, lists, Addresses.TESTER);
    }

    private static Stream<User> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> new User(new UserId("" + i), "", ""));
    }

    /** Writes a history as if another transaction had drawn its versions after the bulk save. */
    private static void recordLater(Database database, User user) {
        var change = new Change(1_000_000, Addresses.TESTER, Optional.of(user), Optional.empty());
        database.change(db -> db.createInsert(UserTable.RECORD)
                .params(UserTable.change(change))
                .execute());
    }

    @Test
    void a_write_that_the_database_swallows_is_not_acknowledged() {
        PostgresServer.execute("CREATE DATABASE swallows");
        User anna = new User(new UserId("7"), "Anna Berg", "");
        User berta = new User(anna.id(), "Berta Berg", "");
        try (var database = Database.open(PostgresServer.addressOf("swallows"))) {
            var directory = new SqlDirectory(database);
            directory.save(anna, Precondition.none(), Addresses.TESTER);
            swallow(database, "users");
            assertRefused(() -> directory.save(berta, Precondition.none(), Addresses.TESTER));
            assertRefused(() -> directory.saveAll(List.of(Upsert.of(berta)), Addresses.TESTER));
            assertRefused(() -> directory.remove(anna.id(), Precondition.none(), Addresses.TESTER));
            swallow(database, "user_changes");
            assertRefused(() ->
                    directory.saveAll(List.of(Upsert.of(new User(new UserId("8"), "", ""))), Addresses.TESTER));
            assertThat(directory.find(anna.id()).map(Entry::user)).contains(anna);
            assertThat(directory.history(anna.id(), OptionalLong.empty(), 10)).hasSize(1);
        }
    }

    /** Makes all writes to a table have no effect. */
    private static void swallow(Database database, String table) {
        database.query(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("""
                    CREATE OR REPLACE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER swallow BEFORE INSERT OR UPDATE OR DELETE ON %s
                        FOR EACH ROW EXECUTE FUNCTION swallow()
                    """.formatted(table));
            }
        });
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContaining("the database wrote 0 rows instead of 1");
    }

    @Test
    void a_database_that_is_not_utf_8_is_refused() {
        PostgresServer.execute("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        assertThatThrownBy(() -> Database.open(PostgresServer.addressOf("latin1")))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContaining("its encoding is LATIN1, but it must be UTF8");
    }

    @Test
    void an_answer_is_awaited_for_longer_than_a_statement_may_take_unless_the_url_says_otherwise() {
        DatabaseAddress address = PostgresServer.emptySchema();
        try (var database = Database.open(address)) {
            assertThat((int) database.query(Connection::getNetworkTimeout)).isEqualTo(6000);
        }
        var patient = new DatabaseAddress(address.url() + "&socketTimeout=30", address.username(), "", 1);
        try (var database = Database.open(patient)) {
            assertThat((int) database.query(Connection::getNetworkTimeout)).isEqualTo(30_000);
        }
    }

    /** The kernel of a frozen server accepts connections. */
    @Test
    void a_host_that_accepts_connections_and_is_silent_leaves_time_for_the_next() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = PostgresServer.addressOf("postgres")
                    .url()
                    .replace("//", "//localhost:%s,".formatted(silent.getLocalPort()));
            long start = System.nanoTime();
            new PostgresSessions(url).getConnection("postgres", "").close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Pool.PATIENCE.multipliedBy(4));
        }
    }

    private static String isolation(Database database) {
        return database.change(db ->
                db.get("SHOW transaction_isolation").orElseThrow().column(1).get(String.class));
    }
}
