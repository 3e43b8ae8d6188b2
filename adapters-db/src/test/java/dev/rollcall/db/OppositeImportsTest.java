package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two imports of the same new users in opposite orders both end, while others read. */
@Timeout(300)
class OppositeImportsTest {
    private static final int USERS = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void both_end(String kind) throws Exception {
        List<Upsert> users = IntStream.range(0, USERS)
                .mapToObj(i -> new User(new UserId("" + i), "User " + i, ""))
                .map(Upsert::of)
                .toList();
        DatabaseAddress address =
                kind.equals("H2") ? Addresses.h2("file:" + folder.resolve("rollcall")) : PostgresServer.emptySchema();
        try (var database = Database.open(new DatabaseAddress(address.url(), address.username(), "", 10));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var directory = new SqlDirectory(database);
            var haveEnded = new AtomicBoolean();
            Future<Integer> reader = executor.submit(() -> readUntil(haveEnded, directory));
            var start = new CyclicBarrier(2);
            List<Future<Tally>> imports = Stream.of(users, users.reversed())
                    .map(order -> executor.submit(() -> {
                        start.await();
                        return directory.saveAll(order, Addresses.TESTER);
                    }))
                    .toList();
            Tally both = Tally.NONE;
            try {
                for (Future<Tally> one : imports) {
                    both = both.plus(one.get(2, TimeUnit.MINUTES));
                }
            } finally {
                haveEnded.set(true);
            }
            assertThat(both).isEqualTo(new Tally(USERS, 0, USERS));
            assertThat(directory.count(Query.first(1))).isEqualTo(USERS);
            assertThat(reader.get()).isPositive();
        }
    }

    /** Fails if a read does. */
    private static int readUntil(AtomicBoolean end, SqlDirectory directory) {
        int pages = 0;
        while (!end.get()) {
            directory.page(Query.first(10));
            pages++;
        }
        return pages;
    }
}
