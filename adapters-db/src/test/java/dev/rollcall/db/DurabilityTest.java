package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.Precondition;
import dev.rollcall.domain.Save;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was saved in an H2 file is there after the process ended, however it ended; so it takes a process to prove. */
class DurabilityTest {
    private static final List<UserId> IDS = List.of(new UserId("1"), new UserId("2"), new UserId("3"));

    @TempDir
    private Path folder;

    @Test
    void users_survive_a_process_that_is_told_to_end() throws Exception {
        assertAllSurvive(Process::destroy);
    }

    @Test
    void users_survive_a_process_that_is_killed() throws Exception {
        assertAllSurvive(Process::destroyForcibly);
    }

    @Test
    void versions_are_not_given_again_after_a_process_was_killed() throws Exception {
        String last = savedByAProcessThatEnds(Process::destroyForcibly).getLast();

        try (var database = Database.open(address(folder))) {
            var user = new User(new UserId("4"), "", "");
            assertThat(new SqlDirectory(database).save(user, Precondition.none(), Instant.EPOCH))
                    .isInstanceOfSatisfying(
                            Save.Created.class,
                            created -> assertThat(created.entry().version()).isGreaterThan(Long.parseLong(last)));
        }
    }

    private void assertAllSurvive(Consumer<Process> end) throws Exception {
        savedByAProcessThatEnds(end);

        try (var database = Database.open(address(folder))) {
            var directory = new SqlDirectory(database);
            assertThat(IDS).allSatisfy(id -> assertThat(directory.find(id)).isPresent());
        }
    }

    /** Returns the versions that the process saved before it was ended. */
    private List<String> savedByAProcessThatEnds(Consumer<Process> end) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(java, "-cp", System.getProperty("java.class.path"), Saver.class.getName(), folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> versions = output.lines().limit(IDS.size()).toList();
            end.accept(process);
            process.waitFor();
            return versions;
        } finally {
            process.destroyForcibly();
        }
    }

    private static DatabaseAddress address(Path folder) {
        return Addresses.h2("file:" + folder.resolve("data/rollcall"));
    }

    /** The process: it saves users, tells their versions, and closes the database when it is told to end, as the server does. */
    static final class Saver {
        private Saver() {}

        public static void main(String[] arguments) throws InterruptedException {
            var database = Database.open(address(Path.of(arguments[0])));
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            var directory = new SqlDirectory(database);
            for (UserId id : IDS) {
                var save = directory.save(new User(id, "Anna", ""), Precondition.none(), Instant.EPOCH);
                System.out.println(((Save.Created) save).entry().version());
            }
            Thread.sleep(Duration.ofMinutes(1));
        }
    }
}
