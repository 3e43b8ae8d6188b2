package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.Shell;
import dev.rollcall.app.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_names_the_commands_the_exit_codes_and_every_setting_with_its_default() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("serve", "call", "import", "export", "partial", "--config=FILE", "-D=KEY=VALUE");
        assertThat(Settings.all())
                .allSatisfy(setting -> assertThat(out())
                        .contains("\n  %s (%s)\n      %s\n"
                                .formatted(
                                        setting.key(),
                                        setting.defaultText().isEmpty() ? "unset" : setting.defaultText(),
                                        setting.meaning())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "call", "import", "export"})
    void every_command_has_help_and_the_options_for_settings(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out()).contains("Usage: rollcall " + command, "--config", "-D", "--help");
    }

    @Test
    void version_is_a_line() {
        assertThat(run("--version")).isZero();
        assertThat(out()).startsWith("Rollcall ").hasLineCount(1);
    }

    @Test
    void wrong_settings_end_it_with_2_and_are_told_at_once() {
        assertThat(run("-Dserver.port=http", "serve", "-Ddb.passwrd=geheim")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).isEqualTo("""
                rollcall: Invalid settings:
                rollcall: - server.port = "http" (option -D) must be a whole number from 0 to 65535
                rollcall: - db.passwrd (option -D): unknown setting; did you mean db.password?
                """);
    }

    @Test
    void options_for_settings_work_without_a_command_too() {
        assertThat(run("-Dserver.port=http", "--config", "/no/such.yaml")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).contains("server.port = \"http\"", "/no/such.yaml: no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--colour", "dance", "-Dserver.port", "--config"})
    void wrong_usage_ends_it_with_2_and_points_to_the_help(String argument) {
        assertThat(run(argument)).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err())
                .startsWith("rollcall: ")
                .contains("Try 'rollcall --help'.")
                .doesNotContain("\tat ");
    }

    @Test
    void what_was_typed_cannot_do_harm_to_the_terminal() {
        assertThat(run("\u001B[31mred")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).contains("\\u001B[31mred").doesNotContain("\u001B");
    }

    @Test
    void results_that_cannot_be_written_end_it_with_1() {
        var full = new PrintStream(new ByteArrayOutputStream() {
            @Override
            public void flush() throws java.io.IOException {
                throw new java.io.IOException("no space left");
            }
        });
        var shell = new Shell(
                InputStream.nullInputStream(),
                full,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                new Properties(),
                false);
        assertThat(Main.run(shell, "--help")).isEqualTo(ExitCode.UNUSABLE);
    }

    private int run(String... args) {
        return Main.run(
                new Shell(
                        InputStream.nullInputStream(),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Map.of(),
                        new Properties(),
                        false),
                args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
