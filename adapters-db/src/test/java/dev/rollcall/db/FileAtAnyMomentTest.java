package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Upsert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the file of an embedded database while many write to it, as the end of the process or of the power would leave it: every copy opens,
 * and its tables, indexes and history agree. {@code -Drollcall.moments=1000} for many.
 */
final class FileAtAnyMomentTest {
    private static final int MOMENTS = Integer.getInteger("rollcall.moments", 40);
    /** After so many, another file is begun: one that is so large that it is compacted can't be copied as it is at a moment. */
    private static final int SMALL = 10;

    private static final int IMPORTED = 400;

    private final AtomicBoolean isOver = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void its_tables_indexes_and_history_agree() throws Exception {
        for (int moments = 0; moments < MOMENTS; moments += SMALL) {
            checkSome("rollcall" + moments);
        }
    }

    private void checkSome(String name) throws Exception {
        isOver.set(false);
        Path copy = folder.resolve("copy.mv.db");
        try (Database database = Database.open(addressOf(name));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> writers = List.of(
                    threads.submit(importing(database)),
                    threads.submit(saving(database, "a")),
                    threads.submit(saving(database, "b")),
                    threads.submit(beating(database.connections())));
            try {
                for (int moment = 0; moment < SMALL; moment++) {
                    Files.copy(folder.resolve(name + ".mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
                    check(moment);
                }
            } finally {
                isOver.set(true);
            }
            for (Future<Void> writer : writers) {
                writer.get();
            }
        }
    }

    private DatabaseAddress addressOf(String name) {
        return new DatabaseAddress("jdbc:h2:file:" + folder.resolve(name), "", "", 5);
    }

    private Callable<Void> importing(Database database) {
        var directory = new SqlDirectory(database);
        return () -> {
            for (int round = 0; !isOver.get(); round++) {
                String name = "Round " + round;
                directory.saveAll(
                        IntStream.range(0, IMPORTED)
                                .mapToObj(i -> Upsert.of(new User(new UserId(Integer.toString(i)), name, "")))
                                .toList(),
                        Addresses.TESTER);
            }
            return null;
        };
    }

    private Callable<Void> saving(Database database, String prefix) {
        var directory = new SqlDirectory(database);
        return () -> {
            for (int i = 0; !isOver.get(); i++) {
                var user = new User(new UserId(prefix + i), "User " + i, "");
                directory.save(user, Precondition.none(), Addresses.TESTER);
                directory.remove(new UserId(prefix + (i - 5)), Precondition.none(), Addresses.TESTER);
            }
            return null;
        };
    }

    /** As a scheduler of tasks does. */
    private Callable<Void> beating(DataSource connections) {
        return () -> {
            while (!isOver.get()) {
                try (Connection connection = connections.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.executeUpdate(
                            "MERGE INTO scheduled_tasks (task_name, task_instance, execution_time, picked,"
                                    + " version) KEY (task_name, task_instance) VALUES ('a', 'b', CURRENT_TIMESTAMP, TRUE, 1)");
                }
            }
            return null;
        };
    }

    private void check(int moment) {
        try (Database copy = Database.open(addressOf("copy"))) {
            copy.query(connection -> {
                long users = count(connection, "users WHERE version + 0 > 0");
                long changes = count(connection, "user_changes WHERE version + 0 > 0");
                List<Long> counts = List.of(
                        count(connection, "users"),
                        count(connection, "users WHERE id >= ''"),
                        count(connection, "users USE INDEX (users_by_name) WHERE name_key_utf8 >= X''"),
                        count(connection, "users USE INDEX (users_by_id) WHERE id_key_utf8 >= X''"));
                assertThat(counts).as("users at moment %s", moment).containsOnly(users);
                assertThat(List.of(count(connection, "user_changes"), count(connection, "user_changes WHERE id >= ''")))
                        .as("changes at moment %s", moment)
                        .containsOnly(changes);
                assertThat(count(
                                connection,
                                "users LEFT JOIN user_changes ON user_changes.id = users.id"
                                        + " AND user_changes.version = users.version WHERE user_changes.id IS NULL"))
                        .as("users without history at moment %s", moment)
                        .isZero();
                return users;
            });
        }
    }

    private static long count(Connection connection, String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
            row.next();
            return row.getLong(1);
        }
    }
}
