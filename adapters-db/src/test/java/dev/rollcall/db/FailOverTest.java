package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Nothing that was acknowledged is lost when a synchronous standby takes over, and service resumes by itself. */
@Timeout(900)
@EnabledIf("dev.rollcall.db.ReplicatedServer#isWanted")
class FailOverTest {
    private static final int WRITERS = 4;
    /** How many writes are acknowledged before the fault, and after it: -Drollcall.writes. */
    private static final int WRITES = Integer.getInteger("rollcall.writes", 200);

    private static final Duration OUTAGE = Duration.ofSeconds(10);

    private final Map<UserId, User> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean isOver;

    @Test
    void a_primary_that_was_killed() throws Exception {
        failOver(ReplicatedServer::kill);
    }

    @Test
    void a_primary_that_is_frozen() throws Exception {
        failOver(ReplicatedServer::freeze);
    }

    private void failOver(Fault fault) throws Exception {
        try (var server = new ReplicatedServer();
                var database = Database.open(server.address(10));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var directory = new SqlDirectory(database);
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(executor.submit(() -> write(directory, writer)));
            }
            try {
                awaitMore(WRITES);
                fault.on(server);
                long start = System.nanoTime();
                server.promote();
                awaitMore(WRITERS);
                Duration outage = Duration.ofNanos(System.nanoTime() - start);
                System.out.println("acknowledged again after " + outage);
                assertThat(outage).isLessThan(OUTAGE.multipliedBy(10));
                awaitMore(WRITES);
            } finally {
                isOver = true;
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            acknowledged.forEach((id, user) ->
                    assertThat(directory.find(id).map(Entry::user)).contains(user));
        }
    }

    private void awaitMore(int writes) throws InterruptedException {
        int before = acknowledged.size();
        while (acknowledged.size() < before + writes) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private Void write(SqlDirectory directory, int writer) throws InterruptedException {
        for (int i = 0; !isOver; i++) {
            var user = new User(new UserId(writer + "-" + i), "n" + i, "");
            try {
                directory.save(user, Precondition.none(), Addresses.TESTER);
                acknowledged.put(user.id(), user);
            } catch (DirectoryUnavailable outage) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return null;
    }

    private interface Fault {
        void on(ReplicatedServer server) throws Exception;
    }
}
