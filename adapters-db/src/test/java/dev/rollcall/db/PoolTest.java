package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every lent connection is returned, and in bounded time. {@code -Drollcall.failures=10000} sets the number of failures. */
@Timeout(300)
class PoolTest {
    private static final int FAILURES = Integer.getInteger("rollcall.failures", 1000);
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");
    private static final String INSERT = "INSERT INTO users (id, name, email, version, changed, search, name_key)"
            + " VALUES ('%s', '', '', 1, CURRENT_TIMESTAMP, '', '')";

    /** Work that fails half-way. */
    @FunctionalInterface
    private interface Failing {
        void on(Database database);
    }

    private static final List<Failing> FAILING = List.of(
            // nothing can be prepared, since the table is gone
            database -> database.read(db -> db.get("SELECT * FROM gone")),
            database -> database.read(db -> db.query("SELECT * FROM gone").toList()),
            database -> database.read(db -> db.dml("DELETE FROM gone")),
            database -> database.change(db -> db.get("SELECT * FROM gone FOR UPDATE")),
            database -> database.query(connection ->
                    connection.prepareStatement("SELECT * FROM gone").executeQuery()),
            // the database refuses
            database -> database.read(db -> db.insert("INSERT INTO users (id) VALUES (NULL)")),
            database -> database.change(db -> inserted(db) + db.insert("INSERT INTO users (id) VALUES (NULL)")),
            database -> database.change(db -> inserted(db) + db.insert(INSERT.formatted("x".repeat(200)))),
            // the work fails, with a transaction or a result open
            database -> database.change(db -> failAfter(inserted(db))),
            database -> database.change(db -> errAfter(inserted(db))),
            database -> database.query(PoolTest::leaveTransaction),
            database -> database.read(db -> failAfter(db.query("SELECT id FROM users"))),
            // the thread is interrupted
            database -> interruptedBefore(database),
            database -> database.read(db -> failAfter(interruptedWithin(db))),
            database -> database.change(db -> failAfter(inserted(db) + interruptedWithin(db))));

    /** How a session terminates itself; the next statement fails at the latest. */
    private static final Map<Dialect, String> CUT = Map.of(
            Dialect.H2, "SELECT ABORT_SESSION(SESSION_ID())",
            Dialect.POSTGRESQL, "SELECT pg_terminate_backend(pg_backend_pid())");

    /** Work that fails when its connection is cut. */
    private static List<Failing> failingWhenCut(String cut) {
        return List.of(
                database -> database.read(db -> cut(db, cut)),
                database -> database.change(db -> inserted(db) + cut(db, cut)),
                database -> database.change(db -> cut(db, cut) + inserted(db)),
                database -> database.query(
                        connection -> connection.prepareStatement(cut).execute()
                                && connection.prepareStatement("SELECT 1").execute()));
    }

    static Stream<DatabaseAddress> databases() {
        return Addresses.each();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void every_connection_is_back_after_a_thousand_failures(DatabaseAddress address) throws Exception {
        List<Failing> ways = new ArrayList<>(FAILING);
        ways.addAll(failingWhenCut(CUT.getOrDefault(address.dialect(), "")));
        try (var database = Database.open(address);
                var virtual = Executors.newVirtualThreadPerTaskExecutor();
                var platform = Executors.newFixedThreadPool(4)) {
            List<Future<?>> threads = new ArrayList<>();
            for (ExecutorService executor : List.of(virtual, virtual, virtual, virtual, platform, platform, platform)) {
                threads.add(executor.submit(() -> failInTurn(database, ways, FAILURES / 7)));
            }
            threads.add(platform.submit(() -> failInTurn(database, ways, FAILURES - FAILURES / 7 * 7)));
            for (Future<?> thread : threads) {
                thread.get();
            }
            assertThat(database.pool().lent()).isZero();
            assertThat(database.pool().lendable()).isEqualTo(address.poolSize());
            assertAllCanBeLentAtOnce(database, address.poolSize());
            var directory = new SqlDirectory(database);
            assertThat(directory.page(Query.first(10)).entries()).isEmpty();
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            assertThat(directory.find(ANNA.id())).isPresent();
        }
    }

    private static void failInTurn(Database database, List<Failing> ways, int times) {
        for (int i = 0; i < times; i++) {
            Failing way = ways.get(i % ways.size());
            Throwable failure = catchThrowable(() -> way.on(database));
            Thread.interrupted();
            assertThat(failure).as("way %s", i % ways.size()).isNotNull();
        }
    }

    private static void assertAllCanBeLentAtOnce(Database database, int poolSize) throws Exception {
        var together = new CyclicBarrier(poolSize);
        Callable<Integer> one = () -> database.read(db -> {
            await(together);
            return db.get("SELECT 1").orElseThrow().column(1).get(Integer.class);
        });
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> read : executor.invokeAll(
                    Stream.generate(() -> one).limit(poolSize).toList())) {
                assertThat(read.get()).isEqualTo(1);
            }
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Every thread inserts an id of its own, so that they don't conflict. */
    private static long inserted(DbExecute db) {
        return db.insert(INSERT.formatted(Thread.currentThread().threadId()));
    }

    private static int cut(DbExecute db, String cut) {
        assertThat(db.get(cut)).isPresent();
        return db.get("SELECT 1").orElseThrow().column(1).get(Integer.class);
    }

    private static Object failAfter(Object result) {
        throw new IllegalStateException("a bug after " + result);
    }

    private static Object errAfter(Object result) {
        throw new StackOverflowError("after " + result);
    }

    private static boolean leaveTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(INSERT.formatted(Thread.currentThread().threadId()));
        }
        throw new SQLException("in the midst of a transaction");
    }

    private static void interruptedBefore(Database database) {
        Thread.currentThread().interrupt();
        database.read(db -> db.get("SELECT 1"));
    }

    /** Queries while the thread is interrupted; whether that succeeds depends on the driver and the kind of thread. */
    private static int interruptedWithin(DbExecute db) {
        Thread.currentThread().interrupt();
        return db.get("SELECT 1").orElseThrow().column(1).get(Integer.class);
    }

    /** Helidon DB Client closes the connection of a statement or transaction itself. */
    @ParameterizedTest
    @MethodSource("databases")
    void work_that_closed_its_connection_leaves_the_next_borrower_alone(DatabaseAddress address) throws Exception {
        try (var database = Database.open(new DatabaseAddress(address.url(), address.username(), "", 2));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var isPrepared = new CountDownLatch(1);
            var isReturned = new CountDownLatch(1);
            List<Connection> lent = Collections.synchronizedList(new ArrayList<>());
            Future<Statement> next = database.query(connection -> {
                lent.add(connection.unwrap(Connection.class));
                connection.close();
                Future<Statement> reader = executor.submit(() -> database.query(same -> {
                    lent.add(same.unwrap(Connection.class));
                    Statement leftOpen = same.createStatement();
                    assertThat(heldFrom(isPrepared, isReturned)).isTrue();
                    return leftOpen;
                }));
                assertThat(heldFrom(new CountDownLatch(0), isPrepared)).isTrue();
                return reader;
            });
            isReturned.countDown();

            assertThat(next.get().isClosed()).isTrue();
            assertThat(lent.getFirst()).isSameAs(lent.getLast());
        }
    }

    @Test
    void each_wait_for_a_connection_is_told_also_one_in_vain() throws Exception {
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        var address = new DatabaseAddress("jdbc:h2:mem:waits", "", "", 1);
        try (var database = Database.open(address, () -> {}, waits::add)) {
            waits.clear();
            assertThat(database.query(Connection::isReadOnly)).isFalse();
            try (Connection only = database.connections().getConnection()) {
                assertThat(only.isReadOnly()).isFalse();
                assertThatExceptionOfType(DirectoryUnavailable.class)
                        .isThrownBy(() -> database.query(Connection::isReadOnly));
            }
            assertThat(waits).hasSize(3);
            assertThat(waits.getLast()).isGreaterThanOrEqualTo(Pool.PATIENCE);
        }
    }

    @Test
    void a_statement_that_is_stuck_behind_another_transaction_ends() throws Exception {
        var locked = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var database = Database.open(withSettings("&options=-c%20statement_timeout=300"));
                var executor = Executors.newSingleThreadExecutor()) {
            var directory = new SqlDirectory(database);
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            Future<Boolean> owner = executor.submit(() -> database.change(db -> {
                assertThat(db.get("SELECT id FROM users FOR UPDATE")).isPresent();
                return heldFrom(locked, done);
            }));
            locked.await();
            assertThatExceptionOfType(DirectoryUnavailable.class)
                    .isThrownBy(() -> directory.remove(ANNA.id(), Precondition.none(), Addresses.TESTER))
                    .withMessageContaining("statement timeout");
            assertThat(database.pool().lent()).isOne();
            done.countDown();
            assertThat(owner.get()).isTrue();
            directory.remove(ANNA.id(), Precondition.none(), Addresses.TESTER);
        }
    }

    private static boolean heldFrom(CountDownLatch locked, CountDownLatch done) {
        locked.countDown();
        try {
            return done.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_statement_may_take_five_seconds_unless_the_url_says_otherwise() {
        try (var database = Database.open(PostgresServer.emptySchema());
                var other = Database.open(withSettings("&options=-c%20statement_timeout=300"))) {
            assertThat(statementTimeout(database)).isEqualTo("5s");
            assertThat(statementTimeout(other)).isEqualTo("300ms");
        }
    }

    private static String statementTimeout(Database database) {
        return database.read(
                db -> db.get("SHOW statement_timeout").orElseThrow().column(1).get(String.class));
    }

    private static DatabaseAddress withSettings(String settings) {
        DatabaseAddress address = PostgresServer.emptySchema();
        return new DatabaseAddress(address.url() + settings, address.username(), "", address.poolSize());
    }

    @Test
    void a_network_that_swallows_everything_is_an_outage_which_ends_when_the_network_is_back() throws Exception {
        DatabaseAddress direct = withSettings("&socketTimeout=1");
        try (var network = new Network(PostgresServer.port());
                var database = Database.open(network.through(direct));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var directory = new SqlDirectory(database);
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            network.swallow();
            List<Callable<Throwable>> readers = Stream.<Callable<Throwable>>generate(
                            () -> () -> catchThrowable(() -> directory.find(ANNA.id())))
                    .limit(20)
                    .toList();
            for (Future<Throwable> failure : executor.invokeAll(readers)) {
                assertThat(failure.get()).isInstanceOf(DirectoryUnavailable.class);
            }
            assertThat(database.isReady()).isFalse();
            network.letThrough();
            while (!database.isReady()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(directory.find(ANNA.id())).isPresent();
            assertThat(database.pool().lent()).isZero();
        }
    }

    /** Not one call after the other detects a dead connection; those that were idle for a while, Hikari validates. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void after_a_call_in_vain_another_host_serves(int idleMillis) throws Exception {
        DatabaseAddress direct = PostgresServer.emptySchema();
        int other = PostgresServer.port();
        try (var network = new Network(other)) {
            String through = network.through(direct).url();
            String both = through.replaceFirst("(localhost:[0-9]+)", "$1,localhost:" + other);
            try (var database = Database.open(new DatabaseAddress(both, direct.username(), "", 10))) {
                var directory = new SqlDirectory(database);
                directory.save(ANNA, Precondition.none(), Addresses.TESTER);
                assertAllCanBeLentAtOnce(database, 10);
                network.swallow();
                TimeUnit.MILLISECONDS.sleep(idleMillis);
                int inVain = 0;
                Throwable failure = catchThrowable(() -> directory.find(ANNA.id()));
                while (failure != null) {
                    inVain += failsFast(failure) ? 0 : 1;
                    failure = catchThrowable(() -> directory.find(ANNA.id()));
                }
                assertThat(inVain).isBetween(1, 3);
            }
        }
    }

    private static boolean failsFast(Throwable failure) {
        return failure.getCause() instanceof SQLException cause && "not connected again yet".equals(cause.getMessage());
    }

    @Test
    void connections_to_a_server_that_became_read_only_are_evicted() {
        DatabaseAddress address = PostgresServer.emptySchema();
        try (var database = Database.open(new DatabaseAddress(address.url(), address.username(), "", 1))) {
            var directory = new SqlDirectory(database);
            database.query(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SET default_transaction_read_only = on");
                }
            });
            assertThatExceptionOfType(DirectoryUnavailable.class)
                    .isThrownBy(() -> directory.save(ANNA, Precondition.none(), Addresses.TESTER))
                    .withMessageContaining("read-only");
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
        }
    }

    @Test
    void calls_during_an_outage_fail_fast_with_the_reason() throws Exception {
        try (var network = new Network(PostgresServer.port());
                var database = Database.open(network.through(PostgresServer.emptySchema()))) {
            network.refuse();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThatExceptionOfType(DirectoryUnavailable.class)
                        .isThrownBy(() -> new SqlDirectory(database).find(ANNA.id()));
            }
            assertThatExceptionOfType(DirectoryUnavailable.class)
                    .isThrownBy(() -> new SqlDirectory(database).find(ANNA.id()))
                    .withMessageContaining("refused");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Pool.PATIENCE.multipliedBy(10));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void long_reads_and_bulk_writes_leave_connections_for_short_work(DatabaseAddress small) throws Exception {
        var address = new DatabaseAddress(small.url(), small.username(), small.password(), 4);
        var done = new CountDownLatch(1);
        var begun = new CountDownLatch(3);
        Pool.Work<Boolean> work = connection -> heldFrom(begun, done);
        try (var database = Database.open(address);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> reads = Stream.generate(() -> executor.submit(() -> database.queryLong(work)))
                    .limit(2)
                    .toList();
            Future<Boolean> write = executor.submit(() -> database.changeInBulk(work));
            begun.await();

            assertThatExceptionOfType(DirectoryUnavailable.class)
                    .isThrownBy(() -> database.queryLong(connection -> true))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(DirectoryUnavailable.Reason.BUSY));
            assertThat(new SqlDirectory(database).find(ANNA.id())).isEmpty();
            assertThat(database.isReady()).isTrue();

            Future<Boolean> next = executor.submit(() -> database.changeInBulk(connection -> true));
            done.countDown();
            assertThat(write.get() && next.get()).isTrue();
            for (Future<Boolean> read : reads) {
                assertThat(read.get()).isTrue();
            }
            assertThat(database.pool().lendable()).isEqualTo(4);
        }
    }
}
