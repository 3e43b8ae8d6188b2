package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Save;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Acknowledged changes survive the end of the process, however it ends; proven with processes. {@code -Drollcall.kills=50} sets how often
 * one is killed.
 */
@Timeout(600)
class DurabilityTest {
    private static final int KILLS = Integer.getInteger("rollcall.kills", 4);
    private static final int WRITERS = 4;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource
    void nothing_that_was_acknowledged_is_lost_when_the_process_is_killed(Dialect dialect) throws Exception {
        DatabaseAddress address = address(dialect);
        Map<UserId, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Map<UserId, Long> versions =
                    savedByAProcessThatEnds(address, "round-" + kill, ProcessHandle::destroyForcibly);
            acknowledged.putAll(versions);
            assertAllAreThere(address, versions);
        }
        assertAllAreThere(address, acknowledged);
    }

    @Test
    void nothing_is_lost_when_the_process_is_told_to_end() throws Exception {
        DatabaseAddress address = address(Dialect.H2);
        assertAllAreThere(address, savedByAProcessThatEnds(address, "told", ProcessHandle::destroy));
    }

    @ParameterizedTest
    @EnumSource
    void versions_are_not_reused_after_the_process_was_killed(Dialect dialect) throws Exception {
        DatabaseAddress address = address(dialect);
        Map<UserId, Long> versions = savedByAProcessThatEnds(address, "first", ProcessHandle::destroyForcibly);

        try (var database = Database.open(address)) {
            var user = new User(new UserId("last"), "", "");
            assertThat(new SqlDirectory(database).save(user, Precondition.none(), Addresses.TESTER))
                    .isInstanceOfSatisfying(
                            Save.Created.class,
                            created -> assertThat(versions.values())
                                    .allMatch(
                                            version -> version < created.entry().version()));
        }
    }

    private DatabaseAddress address(Dialect dialect) {
        return dialect == Dialect.H2
                // freed space could be used again at once, as it is in a file that is older than 45 seconds
                ? Addresses.h2("file:" + folder.resolve("data/rollcall") + ";RETENTION_TIME=0")
                : PostgresServer.emptySchema();
    }

    private void assertAllAreThere(DatabaseAddress address, Map<UserId, Long> versions) {
        try (var database = Database.open(address)) {
            var directory = new SqlDirectory(database);
            versions.forEach((id, version) -> {
                assertThat(directory.find(id).map(Entry::version))
                        .as("%s, seed %s", id, seed)
                        .contains(version);
                assertThat(directory.history(id, OptionalLong.empty(), 1))
                        .as("history of %s, seed %s", id, seed)
                        .extracting(Change::version)
                        .containsExactly(version);
            });
        }
    }

    /** Returns what the process had acknowledged before it was ended at a random moment. */
    private Map<UserId, Long> savedByAProcessThatEnds(
            DatabaseAddress address, String round, Consumer<ProcessHandle> end)
            throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saver.class.getName(),
                        address.url(),
                        address.username(),
                        round)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            Map<UserId, Long> versions = new HashMap<>();
            int enough = 1 + random.nextInt(300);
            String line = output.readLine();
            while (line != null) {
                acknowledge(line, versions);
                if (versions.size() == enough) {
                    end.accept(process.toHandle()); // unlike the process, it leaves the output open
                }
                line = output.readLine();
            }
            assertThat(versions).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(enough);
            return versions;
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    /** Takes a line of the process; the last one may have been cut. */
    private static void acknowledge(String line, Map<UserId, Long> versions) {
        if (line.endsWith(".")) {
            int space = line.indexOf(' ');
            versions.put(
                    new UserId(line.substring(0, space)), Long.parseLong(line.substring(space + 1, line.length() - 1)));
        }
    }

    /** The process: saves users endlessly, prints the version of each, and closes the database when it is told to end. */
    static final class Saver {
        private Saver() {}

        public static void main(String[] arguments) throws InterruptedException {
            var database = Database.open(new DatabaseAddress(arguments[0], arguments[1], "", WRITERS));
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            var directory = new SqlDirectory(database);
            List<Thread> writers = Stream.iterate(0, i -> i + 1)
                    .limit(WRITERS)
                    .map(writer -> Thread.ofPlatform().start(() -> save(directory, arguments[2] + "-" + writer + "-")))
                    .toList();
            for (Thread writer : writers) {
                writer.join();
            }
        }

        private static void save(Directory directory, String prefix) {
            for (int i = 0; ; i++) {
                var user = new User(new UserId(prefix + i), "Anna", "");
                var save = (Save.Created) directory.save(user, Precondition.none(), Addresses.TESTER);
                System.out.println(prefix + i + " " + save.entry().version() + ".");
            }
        }
    }
}
