package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as processes: their pipes, their terminal, and what an interrupted one leaves behind. */
@Timeout(180)
final class CommandProcessTest {
    private static final String HEADER = "id,name,email,active\r\n";
    private static final String USERS = HEADER + "1,Anna,,true\r\n2,Ben,,true\r\n";

    private final Path folder;
    private final Path temporary;

    CommandProcessTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    /** Starts a command, or a line of a shell in which the command is {@code rollcall}. */
    private Process start(String line) throws IOException {
        var command = new ArrayList<>(ServerProcess.command(List.of("-Djava.io.tmpdir=" + temporary), List.of()));
        // whoever runs the tests in the background of a script lets them ignore SIGINT, and processes inherit that
        command.addAll(
                0, List.of("env", "--default-signal=INT", "sh", "-c", line.replace("rollcall", "\"$0\" \"$@\"")));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String run(String line) throws Exception {
        Process process = start(line);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + ":" + out;
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void interrupt(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private void write(String name, int users) throws IOException {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < users; i++) {
            text.append(i).append(",Anna Berg,anna.berg@example.org,true\r\n");
        }
        Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "all, cat a.csv | rollcall import --mode all --format csv /dev/stdin",
        "each, cat a.csv | rollcall import --mode each --format csv /dev/stdin",
        "all, rollcall import --format csv /dev/stdin < a.csv",
        "all, cat a.csv | rollcall import --format csv -",
        "all, mkfifo p.csv && (cat a.csv > p.csv & rollcall import p.csv)",
        "each, mkfifo p.csv && (cat a.csv > p.csv & rollcall import --mode each p.csv)",
    })
    void a_pipe_is_imported_as_a_file_is(String mode, String line) throws Exception {
        Files.writeString(folder.resolve("a.csv"), USERS);
        assertThat(run(line)).as(mode).startsWith("0:").endsWith(": 2 created, 0 changed, 0 unchanged, 0 bad\n");
        assertThat(run("rollcall export")).isEqualTo("0:" + USERS);
        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void a_dry_run_of_a_pipe_counts_its_users() throws Exception {
        Files.writeString(folder.resolve("a.csv"), USERS);
        assertThat(run("cat a.csv | rollcall import --mode dry-run --format csv /dev/stdin"))
                .isEqualTo("0:/dev/stdin: dry run: 2 created, 0 changed, 0 unchanged, 0 bad\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall export /dev/stdout",
                "rollcall export /dev/stdout | cat",
                "rollcall export /dev/fd/3 3>out; cat out",
                "echo -n > out; rollcall export /dev/stdout >> out; cat out",
            })
    void an_export_goes_to_an_open_file(String line) throws Exception {
        Files.writeString(folder.resolve("a.csv"), USERS);
        run("rollcall import a.csv");
        assertThat(run(line)).isEqualTo("0:" + USERS);
    }

    @Test
    void a_roster_comes_from_a_pipe() throws Exception {
        assertThat(run("printf 'name;ID\\nAnna;1\\nBen;2\\n' | rollcall call --deadline 20s -"))
                .startsWith("0:")
                .contains("2 asked: 2 present");
    }

    @Test
    void an_interrupted_import_leaves_nothing_of_what_it_was_given() throws Exception {
        Process process = start("exec rollcall import --format csv -");
        OutputStream in = process.getOutputStream();
        in.write("x".repeat(1 << 20).getBytes(UTF_8)); // more than a pipe holds, so that it is reading
        interrupt(process);
        assertThat(process.exitValue()).isEqualTo(128 + 2);
        assertThat(names(temporary)).isEmpty();
        assertThat(names(folder)).containsExactly("data", "stderr", "tmp");
        assertThat(names(folder.resolve("data"))).containsExactly("rollcall.mv.db");
        assertThat(errors()).doesNotContain("bug in Rollcall");
    }

    @Test
    void an_interrupted_export_leaves_what_was_there_and_nothing_else() throws Exception {
        write("a.csv", 100_000);
        assertThat(run("rollcall import a.csv")).startsWith("0:");
        Path target = Files.createDirectory(folder.resolve("target"));
        Path file = Files.writeString(target.resolve("users.csv"), "old");
        try (WatchService watch = target.getFileSystem().newWatchService()) {
            target.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = start("exec rollcall export target/users.csv");
            assertThat(watch.poll(60, TimeUnit.SECONDS)).isNotNull();
            interrupt(process);
            assertThat(process.exitValue()).isEqualTo(128 + 2);
        }
        assertThat(names(target)).containsExactly("users.csv");
        assertThat(file).content().isEqualTo("old");
        assertThat(names(temporary)).isEmpty();
        assertThat(errors()).doesNotContain("bug in Rollcall");
    }

    @ParameterizedTest
    @CsvSource({
        "script -qec './run import a.csv 2>err' /dev/null, false",
        "script -qec './run import a.csv >out 2>err' /dev/null, false",
        "script -qec './run import a.csv >out' terminal; cat terminal >err, true",
    })
    void progress_is_shown_on_a_terminal_and_never_in_a_file(String line, boolean isShown) throws Exception {
        write("a.csv", 60_000);
        Path script = folder.resolve("run");
        String command = String.join(" ", ServerProcess.command(List.of(), List.of()));
        Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(run(line)).startsWith("0:");
        String error = Files.readString(folder.resolve("err"));
        assertThat(error.contains("\u001B[K")).as(error).isEqualTo(isShown);
        assertThat(error.contains(" rows, ")).isEqualTo(isShown);
    }
}
