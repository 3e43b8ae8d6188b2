package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands import and export, on a database in a file. */
class ImportExportTest {
    private static final String USERS = "id,name,email\r\n1,Zoë Berg,zoe@example.org\r\n2,\"Berg, Anna\",\r\n";
    private static final String BAD = USERS + "..,Cora,\r\n3,Dora\r\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";
    private boolean isTerminal;

    @TempDir
    private Path folder;

    @Test
    void what_was_exported_is_imported_as_it_was() throws IOException {
        assertThat(run("import", file("users.csv", USERS))).as(err()).isEqualTo(ExitCode.DONE);
        assertThat(out()).endsWith("users.csv: 2 created, 0 changed, 0 unchanged, 0 bad\n");

        assertThat(run("export")).isEqualTo(ExitCode.DONE);
        assertThat(out()).isEqualTo(USERS);
        String exported = folder.resolve("out.ndjson").toString();
        assertThat(run("export", exported)).isEqualTo(ExitCode.DONE);
        assertThat(Path.of(exported)).hasContent("""
                {"id":"1","name":"Zoë Berg","email":"zoe@example.org"}
                {"id":"2","name":"Berg, Anna","email":""}
                """);
        assertThat(run("import", exported)).isEqualTo(ExitCode.DONE);
        assertThat(out()).endsWith("out.ndjson: 0 created, 0 changed, 2 unchanged, 0 bad\n");
    }

    @Test
    void nothing_is_saved_if_a_row_is_bad_and_every_such_row_is_told_of() throws IOException {
        String file = file("users.csv", BAD);

        assertThat(run("import", file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(out()).isEqualTo(file + ": 2 rows are bad, so nothing was saved\n");
        assertThat(err()).isEqualTo("""
                rollcall: %1$s, line 4, id: id must not be "..", which means another place in a URI: ..
                rollcall: %1$s, line 5: a row must have 3 values, not 2: 3,Dora
                """.formatted(file));
        run("export");
        assertThat(out()).isEqualTo("id,name,email\r\n");
    }

    @Test
    void the_good_rows_are_saved_if_each_is_to_be_saved_and_a_dry_run_saves_none() throws IOException {
        String file = file("users.csv", BAD);

        assertThat(run("import", "--mode=dry-run", file)).isEqualTo(ExitCode.PARTIAL);
        assertThat(out()).isEqualTo(file + ": this would be: 2 created, 0 changed, 0 unchanged, 2 bad\n");
        run("export");
        assertThat(out()).isEqualTo("id,name,email\r\n");

        assertThat(run("import", "--mode=each", file)).isEqualTo(ExitCode.PARTIAL);
        assertThat(out()).isEqualTo(file + ": 2 created, 0 changed, 0 unchanged, 2 bad\n");
        run("export");
        assertThat(out()).isEqualTo(USERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "each"})
    void the_standard_input_is_a_file_as_well(String mode) {
        input = USERS;
        assertThat(run("import", "--format=csv", "--mode=" + mode, "-"))
                .as(err())
                .isEqualTo(ExitCode.DONE);
        assertThat(out()).isEqualTo("-: 2 created, 0 changed, 0 unchanged, 0 bad\n");
    }

    @Test
    void an_export_may_be_of_those_who_match_and_by_name() throws IOException {
        run("import", file("users.csv", USERS + "3,Bert,\r\n"));

        assertThat(run("export", "--search=berg", "--sort=name")).isEqualTo(ExitCode.DONE);
        assertThat(out()).isEqualTo("id,name,email\r\n2,\"Berg, Anna\",\r\n1,Zoë Berg,zoe@example.org\r\n");
    }

    @Test
    void an_export_that_fails_leaves_what_was_there() throws IOException {
        String file = file("users.csv", "old");

        assertThat(run("export", "-Ddb.url=jdbc:postgresql://127.0.0.1:1/none", file))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(Path.of(file)).hasContent("old");
        assertThat(run("export", folder.resolve("none/users.csv").toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err()).contains("users.csv: can't be written: ").doesNotContain("\tat ");
    }

    @Test
    void files_are_taken_one_after_the_other_and_the_worst_decides() throws IOException {
        assertThat(run("import", "--mode=each", file("a.csv", BAD), file("b.csv", USERS)))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(out())
                .contains("a.csv: 2 created, 0 changed, 0 unchanged, 2 bad\n")
                .contains("b.csv: 0 created, 0 changed, 2 unchanged, 0 bad\n");
    }

    @Test
    void a_file_that_is_not_there_is_told_of() {
        assertThat(run("import", "none.csv")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(err()).isEqualTo("rollcall: none.csv: there is no such file\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import | Missing required parameter: 'FILE'",
                "import users.txt | --format is missing: the name of users.txt ends with neither .csv nor .ndjson",
                "import --format=xml users.csv | must be csv or ndjson",
                "import --mode=some users.csv | must be all, each or dry-run",
                "import --by= users.csv | --by: who makes a change must have 1 to 200 characters",
                "export --sort=age | must be id or name",
                "export --search=a\u0001b | --search: search text must not have control characters"
            })
    void a_wrong_option_is_wrong_usage(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void who_watches_sees_progress_and_nothing_of_it_stays() throws IOException {
        isTerminal = true;
        var users = new StringBuilder("id,name,email\n");
        for (int i = 0; i < 20_000; i++) {
            users.append(i).append(",Anna,\n");
        }
        assertThat(run("import", file("users.csv", users.toString()))).isEqualTo(ExitCode.DONE);
        assertThat(err()).matches("(?s)(\r\u001B\\[K[0-9,]+ rows, [0-9,]+/s)*(\r\u001B\\[K)+|");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var shell = new Shell(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8),
                Map.of("ROLLCALL_DB_URL", "jdbc:h2:file:" + folder.resolve("rollcall")),
                new Properties(),
                isTerminal);
        return Main.run(shell, arguments);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
