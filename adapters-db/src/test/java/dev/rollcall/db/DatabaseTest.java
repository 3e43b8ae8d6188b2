package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opening, and the guarantees for work on a connection of the {@link Pool}. */
class DatabaseTest {
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");

    static Stream<DatabaseAddress> databases() {
        return Addresses.each();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void is_reachable_until_it_is_closed(DatabaseAddress address) {
        var database = Database.open(address);
        assertThat(database.isReady()).isTrue();

        database.close();
        database.close();

        assertThat(database.isReady()).isFalse();
        assertThatExceptionOfType(DirectoryUnavailable.class)
                .isThrownBy(() -> new SqlDirectory(database).find(ANNA.id()))
                .withMessageContaining("the database did not answer or refused");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void serves_on_after_a_hundred_operations_that_failed(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            var directory = new SqlDirectory(database);
            database.read(db -> db.dml("ALTER TABLE users RENAME TO gone"));
            for (int i = 0; i < 25; i++) {
                assertUnavailable(() -> directory.find(ANNA.id()));
                assertUnavailable(() -> directory.page(Query.first(10)));
                assertUnavailable(() -> directory.save(ANNA, Precondition.none(), Addresses.TESTER));
                assertUnavailable(() -> directory.remove(ANNA.id(), Precondition.none(), Addresses.TESTER));
            }
            database.read(db -> db.dml("ALTER TABLE gone RENAME TO users"));

            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            assertThat(directory.find(ANNA.id())).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void serves_on_after_results_that_nobody_read(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            for (int i = 0; i < 10; i++) {
                database.read(db -> db.query("SELECT 1"));
            }
            assertThat(database.isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void serves_more_threads_than_it_has_connections(DatabaseAddress address) throws Exception {
        try (var database = Database.open(address);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var directory = new SqlDirectory(database);
            List<Future<Boolean>> found = IntStream.range(0, 200)
                    .mapToObj(
                            i -> executor.submit(() -> directory.find(ANNA.id()).isPresent()))
                    .toList();
            for (Future<Boolean> one : found) {
                assertThat(one.get()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_failed_transaction_is_rolled_back(DatabaseAddress address) {
        var bug = new IllegalStateException("a bug");
        try (var database = Database.open(address)) {
            assertThatThrownBy(() -> database.change(db -> {
                        insert(db, "7");
                        throw bug;
                    }))
                    .isSameAs(bug);

            assertThat(new SqlDirectory(database).page(Query.first(1)).entries())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_transaction_that_always_loses_races_is_given_up(DatabaseAddress address) {
        var tries = new AtomicInteger();
        try (var database = Database.open(address)) {
            new SqlDirectory(database).save(ANNA, Precondition.none(), Addresses.TESTER);

            assertUnavailable(() -> database.change(db -> {
                tries.incrementAndGet();
                return insert(db, ANNA.id().value());
            }));
        }
        assertThat(tries).hasValueGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void an_interrupted_thread_stops_and_stays_interrupted(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            Thread.currentThread().interrupt();
            assertUnavailable(() -> new SqlDirectory(database).find(ANNA.id()));
            assertThat(Thread.interrupted()).isTrue();

            assertThat(database.isReady()).isTrue();
        }
    }

    @Test
    void an_h2_file_outlives_the_interrupt_of_a_thread_that_writes_to_it(@TempDir Path folder) throws Exception {
        try (var database = Database.open(Addresses.h2("file:" + folder.resolve("rollcall")))) {
            var directory = new SqlDirectory(database);
            for (int round = 0; round < 20; round++) {
                var saving = new CountDownLatch(5);
                Thread thread = Thread.startVirtualThread(() -> saveUntilInterrupted(directory, saving));
                assertThat(saving.await(10, TimeUnit.SECONDS)).isTrue();
                thread.interrupt();
                thread.join();
            }
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            assertThat(directory.find(ANNA.id())).isPresent();
        }
    }

    @Test
    void serves_on_after_the_server_cut_its_connections() {
        DatabaseAddress address = PostgresServer.emptySchema();
        try (var database = Database.open(address)) {
            PostgresServer.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollcall'");

            var directory = new SqlDirectory(database);
            long failures = IntStream.range(0, address.poolSize() + 1)
                    .mapToObj(i -> catchThrowable(() -> directory.find(ANNA.id())))
                    .filter(Objects::nonNull)
                    .count();
            assertThat(failures).isLessThanOrEqualTo(address.poolSize());
            assertThat(directory.find(ANNA.id())).isEmpty();
        }
    }

    @Test
    void is_unreachable_while_every_connection_is_in_use() throws Exception {
        var busy = new CountDownLatch(2);
        var done = new CountDownLatch(1);
        try (var database = Database.open(Addresses.inMemory());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = executor.submit(() -> database.read(db -> waitsFor(busy, done)));
            var second = executor.submit(() -> database.read(db -> waitsFor(busy, done)));
            busy.await();
            assertThat(database.isReady()).isFalse();
            done.countDown();
            assertThat(first.get() && second.get()).isTrue();
            assertThat(database.isReady()).isTrue();
        }
    }

    @Test
    void creates_the_folder_of_an_h2_database(@TempDir Path folder) {
        Database.open(Addresses.h2("file:" + folder.resolve("data/deep/rollcall")))
                .close();

        assertThat(folder.resolve("data/deep/rollcall.mv.db")).exists();
    }

    @Test
    void an_h2_file_can_be_shared_by_processes(@TempDir Path folder) {
        var address = Addresses.h2("file:" + folder.resolve("rollcall") + ";AUTO_SERVER=TRUE");
        try (var first = Database.open(address);
                var second = Database.open(address)) {
            new SqlDirectory(first).save(ANNA, Precondition.none(), Addresses.TESTER);
            assertThat(new SqlDirectory(second).find(ANNA.id())).isPresent();
        }
    }

    @Test
    void says_that_another_process_has_the_h2_file(@TempDir Path folder) throws Exception {
        DatabaseAddress address = Addresses.h2("file:" + folder.resolve("rollcall"));
        Database.open(address).close();
        try (var file = FileChannel.open(folder.resolve("rollcall.mv.db"), StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Database.open(address))
                    .isInstanceOf(DirectoryUnavailable.class)
                    .hasMessage(
                            "can't open the database %s: another process has the file open, and only one can",
                            address.shownUrl());
        }
    }

    @Test
    void says_where_it_looked_when_nobody_listens() throws IOException {
        int port = closedPort();
        var address = new DatabaseAddress(
                "jdbc:postgresql://localhost:%s/rollcall?user=anna&password=geheim".formatted(port), "", "", 2);

        assertThatThrownBy(() -> Database.open(address))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageStartingWith(
                        "can't open the database jdbc:postgresql://localhost:%s/rollcall: ".formatted(port))
                .hasMessageContaining("refused")
                .satisfies(DatabaseTest::showsNoPassword);
    }

    @Test
    void says_what_postgresql_said() {
        var server = PostgresServer.addressOf("nowhere?password=geheim");

        assertThatThrownBy(() -> Database.open(server))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContainingAll(server.shownUrl(), "database \"nowhere\" does not exist")
                .satisfies(DatabaseTest::showsNoPassword);
    }

    @Test
    void says_what_h2_said_of_a_wrong_password(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("rollcall");
        Database.open(new DatabaseAddress(url, "anna", "right", 2)).close();

        assertThatThrownBy(() -> Database.open(new DatabaseAddress(url, "anna", "geheim", 2)))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessage("can't open the database %s: Wrong user name or password [28000-252]", url)
                .satisfies(DatabaseTest::showsNoPassword);
    }

    @Test
    void says_what_is_wrong_with_a_url_without_the_password_in_it() {
        for (String settings : List.of(";PASSWORD=geheim;CIPHER", ";NONSENSE=1;PASSWORD=geheim")) {
            assertThatThrownBy(() -> Database.open(Addresses.h2("mem:x" + settings)))
                    .isInstanceOf(DirectoryUnavailable.class)
                    .hasMessageStartingWith("can't open the database jdbc:h2:mem:x: ")
                    .satisfies(DatabaseTest::showsNoPassword);
        }
    }

    @Test
    void leaves_nothing_running_when_it_can_not_be_opened() throws Exception {
        DatabaseAddress newer = Addresses.inMemory();
        Database.open(newer, Schema.of(Dialect.H2).with("SELECT 1")).close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertUnavailable(() -> Database.open(newer));
        assertUnavailable(() -> Database.open(PostgresServer.addressOf("nowhere")));

        Set<Thread> after = Thread.getAllStackTraces().keySet();
        after.removeAll(before);
        for (Thread thread : after) {
            if (thread.getName().startsWith("rollcall")) {
                assertThat(thread.join(Duration.ofSeconds(10)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    private static void saveUntilInterrupted(SqlDirectory directory, CountDownLatch saving) {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            try {
                directory.save(new User(ANNA.id(), "version " + i, ""), Precondition.none(), Addresses.TESTER);
            } catch (DirectoryUnavailable interrupted) {
                Thread.currentThread().interrupt();
            }
            saving.countDown();
        }
    }

    private static boolean waitsFor(CountDownLatch busy, CountDownLatch done) {
        busy.countDown();
        try {
            return done.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long insert(DbExecute db, String id) {
        return db.insert(
                "INSERT INTO users (id, name, email, version, changed, search, name_key)"
                        + " VALUES (?, '', '', 1, CURRENT_TIMESTAMP, '', '')",
                id);
    }

    private static void assertUnavailable(Runnable work) {
        assertThatExceptionOfType(DirectoryUnavailable.class).isThrownBy(work::run);
    }

    private static void showsNoPassword(Throwable failure) {
        assertThat(Throwables.getStackTrace(failure)).doesNotContain("geheim");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
