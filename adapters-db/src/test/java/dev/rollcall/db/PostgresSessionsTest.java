package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

    @Test
    void a_database_that_is_not_utf_8_is_refused() {
        PostgresServer.execute("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        assertThatThrownBy(() -> Database.open(PostgresServer.addressOf("latin1")))
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContaining("its encoding is LATIN1, but it must be UTF8");
    }

    private static String isolation(Database database) {
        return database.change(db ->
                db.get("SHOW transaction_isolation").orElseThrow().column(1).get(String.class));
    }
}
