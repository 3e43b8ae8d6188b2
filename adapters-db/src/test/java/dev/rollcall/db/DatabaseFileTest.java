package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.db.file.SmallDisk;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Save;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may happen to the file of an embedded database. */
@Timeout(120)
class DatabaseFileTest {
    private static final User ANNA = new User(new UserId("7"), "Anna Berg", "");
    private static final User BERT = new User(new UserId("8"), "Bert", "");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b/rollcall, /a/b/rollcall.mv.db",
        "jdbc:h2:/a/b/rollcall;WRITE_DELAY=5, /a/b/rollcall.mv.db",
        "jdbc:h2:file:patient:async:/a/rollcall;X=/y, /a/rollcall.mv.db",
        "jdbc:h2:split:/a/rollcall, /a/rollcall.mv.db",
    })
    void is_where_the_url_says(String url, Path path) {
        assertThat(DatabaseFile.of(url)).map(DatabaseFile::path).hasValue(path);
    }

    @Test
    void may_be_below_the_working_directory_or_the_home_of_the_user() {
        assertThat(DatabaseFile.of("jdbc:h2:file:./data/rollcall"))
                .map(DatabaseFile::path)
                .hasValue(Path.of("./data/rollcall.mv.db").toAbsolutePath());
        assertThat(DatabaseFile.of("jdbc:h2:~/rollcall"))
                .map(DatabaseFile::path)
                .hasValue(Path.of(System.getProperty("user.home"), "rollcall.mv.db"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "jdbc:h2:mem:./x",
                "jdbc:h2:tcp://localhost/x",
                "jdbc:h2:ssl://localhost/x",
                "jdbc:postgresql://localhost/x"
            })
    void other_databases_have_none(String url) {
        assertThat(DatabaseFile.of(url)).isEmpty();
    }

    @Test
    void only_its_owner_can_read_it_but_what_the_owner_allows_stays() throws IOException {
        DatabaseAddress address = Addresses.h2("file:" + folder.resolve("data/rollcall"));
        Path file = folder.resolve("data/rollcall.mv.db");
        Database.open(address).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Database.open(address).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void has_enough_space_on_a_disk_that_is_not_full() {
        assertThat(new DatabaseFile(folder).isShortOfSpace()).isFalse();
        assertThat(new DatabaseFile(folder.resolve("missing")).isShortOfSpace()).isFalse();
    }

    /** Without the wait, H2 would close its store, and its sessions would spin. */
    @Test
    void a_full_disk_delays_a_change_in_flight_and_nothing_is_lost() throws Exception {
        SmallDisk.register();
        DatabaseAddress address = Addresses.h2("patient:small:async:" + folder.resolve("rollcall"));
        try (var database = Database.open(address);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var directory = new SqlDirectory(database);
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            SmallDisk.fill();
            Future<Save> save = executor.submit(() -> directory.save(BERT, Precondition.none(), Addresses.TESTER));
            SmallDisk.awaitRefusal();
            assertThat(directory.find(ANNA.id())).isPresent();
            assertThat(save.isDone()).isFalse();
            SmallDisk.free();
            assertThat(save.get()).isInstanceOf(Save.Created.class);
        }
        try (var database = Database.open(address)) {
            assertThat(new SqlDirectory(database).find(ANNA.id())).isPresent();
            assertThat(new SqlDirectory(database).find(BERT.id())).isPresent();
        }
    }

    @Test
    void a_database_that_closed_itself_is_reported_once_and_never_touched_again() throws Exception {
        var lost = new CountDownLatch(2);
        DatabaseAddress address = Addresses.h2("file:" + folder.resolve("rollcall"));
        try (var database = Database.open(address, lost::countDown, waited -> {})) {
            var directory = new SqlDirectory(database);
            directory.save(ANNA, Precondition.none(), Addresses.TESTER);
            execute(database, "CREATE ALIAS lose FOR 'dev.rollcall.db.file.SmallDisk.lose'");
            DirectoryUnavailable failure =
                    catchThrowableOfType(DirectoryUnavailable.class, () -> execute(database, "CALL lose()"));
            assertThat(failure.reason()).isEqualTo(Reason.OUTAGE);
            for (int i = 0; i < 10; i++) {
                assertThat(catchThrowableOfType(DirectoryUnavailable.class, () -> directory.find(ANNA.id())))
                        .hasMessageContaining("the database has closed itself");
            }
            assertThat(database.isReady()).isFalse();
            assertThat(lost.getCount()).isOne();
        }
        try (var database = Database.open(address)) {
            assertThat(new SqlDirectory(database).find(ANNA.id())).isPresent();
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_cancelled_and_its_connection_serves_on() {
        try (var database = Database.open(Addresses.inMemory())) {
            DirectoryUnavailable failure = catchThrowableOfType(
                    DirectoryUnavailable.class,
                    () -> database.query(connection -> {
                        connection.createStatement().execute("SET QUERY_TIMEOUT 100");
                        return connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.x + b.x = 0");
                    }));
            assertThat(failure.reason()).isEqualTo(Reason.SLOW);
            assertThat(database.isReady()).isTrue();
        }
    }

    @Test
    void statements_are_limited_again_after_the_schema_was_migrated() {
        try (var database = Database.open(Addresses.inMemory())) {
            String limit = database.read(db -> db.get(
                            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'")
                    .map(row -> row.column(1).get(String.class))
                    .orElse("none"));
            assertThat(limit).isEqualTo("5000");
        }
    }

    /** Without compaction, it takes 198 MB. */
    @Test
    void stays_small_after_many_changes() throws IOException {
        try (var database = Database.open(Addresses.h2("file:" + folder.resolve("rollcall")))) {
            var directory = new SqlDirectory(database);
            var random = new Random(1);
            for (int i = 0; i < 4000; i++) {
                String name = random.ints(200, 'a', 'z')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                directory.save(new User(new UserId("user-" + i), name, ""), Precondition.none(), Addresses.TESTER);
            }
            assertThat(Files.size(folder.resolve("rollcall.mv.db"))).isLessThan(135L << 20);
        }
    }

    private static boolean execute(Database database, String sql) {
        return database.query(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
