package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.CallCommand;
import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.Shell;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the command refuses before it makes any call, and what it prints; what it calls is shown by the tests of the application. */
class CallCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String input = "";

    @TempDir
    private Path directory;

    @Test
    void neither_count_nor_files_is_wrong_usage() {
        assertThat(run()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).isEqualTo("""
                rollcall: Specify either --count N, or one or more FILEs with one id per line, or --explain ID
                Try 'rollcall call --help'.
                """);
    }

    @Test
    void both_count_and_files_are_wrong_usage() {
        assertThat(run("--count=3", "ids.txt")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).contains("Specify either --count N, or one or more FILEs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--count=-1 | --count must be a whole number from 0 to 1000000: -1",
                "--count=1000001 | --count must be a whole number from 0 to 1000000: 1000001",
                "--count=many | 'many' is not an int",
                "- - | - (standard input) may be given only once",
                "--explain=7 --format=json | --explain has no --format: it prints text",
                "--explain=.. | --explain: ",
                "--explain=7 --count=1 | Specify either --count N",
                "--count=1 --format=xml | must be table, json, ndjson or csv",
                "--count=1 --deadline=soon | must be a duration from 1ms to 24h, such as PT1.5S, 2s or 500ms",
                "--count=1 --deadline=31s | --deadline must be at most roll-call.max-deadline, which is PT30S: PT31S"
            })
    void a_wrong_option_is_wrong_usage(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void the_standard_input_is_a_file_as_well() {
        input = "id;name\n..;Ann\n";
        assertThat(run("-")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err()).isEqualTo("rollcall: -, line 2: id must not be \"..\", which means another place in a URI\n");
    }

    @Test
    void every_bad_file_is_told_of_before_any_call_is_made() throws Exception {
        String good = file("good.txt", "1\n");
        String bad = file("bad.txt", "1\n..\n");
        String none = directory.resolve("none.txt").toString();
        assertThat(run(none, good, bad)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err()).isEqualTo("""
                rollcall: %s: no such file
                rollcall: %s, line 2: id must not be "..", which means another place in a URI
                """.formatted(none, bad));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_file_whose_name_begins_with_an_at_sign_is_a_file() {
        assertThat(run("@none.txt")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err()).isEqualTo("rollcall: @none.txt: no such file\n");
    }

    @ParameterizedTest
    @EnumSource
    void warnings_are_messages_in_every_format(CallCommand.Format format) throws Exception {
        CallCommand.print(warned(), format, UserFields.BASIC, shell());
        assertThat(err()).isEqualTo("""
                rollcall: warning: Nobody is there…
                rollcall: warning: Is that \\u001B[1mtrue?
                """);
        assertThat(out.toString(StandardCharsets.UTF_8).contains(",\"warning\":\"Nobody is there… Is that "))
                .isEqualTo(List.of(CallCommand.Format.JSON, CallCommand.Format.NDJSON)
                        .contains(format));
    }

    private static RollCall warned() {
        return new RollCall(
                Roster.of(List.of()), List.of(), Duration.ZERO, List.of("Nobody is there…", "Is that \u001B[1mtrue?"));
    }

    @Test
    void help_says_that_what_is_unconfirmed_makes_it_partial() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("3 +partial: .*unconfirmed");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Shell shell() {
        return new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.of(),
                new Properties(),
                false);
    }

    private int run(String... arguments) {
        return Main.run(
                shell(), Stream.concat(Stream.of("call"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
