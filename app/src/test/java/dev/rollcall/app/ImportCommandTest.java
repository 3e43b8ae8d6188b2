package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command import, on a database in a file. */
class ImportCommandTest {
    private static final String HEADER = "id,name,email,active\r\n";
    private static final String USERS = HEADER + "1,Zoë Berg,zoe@example.org,true\r\n2,\"Berg, Anna\",,true\r\n";
    private static final String BAD = USERS + "..,Cora,,true\r\n3,Dora,true\r\n";

    private final Path folder;
    private final CommandLineUnderTest line;

    ImportCommandTest(@TempDir Path folder) {
        this.folder = folder;
        line = new CommandLineUnderTest(folder);
    }

    @Test
    void users_are_created_changed_or_left_as_they_are_and_counted() throws IOException {
        assertThat(line.run("import", file("users.csv", USERS))).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).endsWith("users.csv: 2 created, 0 changed, 0 unchanged, 0 bad\n");

        String changed = file("changed.csv", "email,id,name\n,2,Anna\nzoe@example.org,1,Zoë Berg\n,3,Cora\n");
        assertThat(line.run("import", changed)).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(changed + ": 1 created, 1 changed, 1 unchanged, 0 bad\n");
        assertThat(exported())
                .isEqualTo(HEADER + "1,Zoë Berg,zoe@example.org,true\r\n2,Anna,,true\r\n3,Cora,,true\r\n");
    }

    @Test
    void users_of_whom_a_file_does_not_speak_stay() throws IOException {
        line.run("import", file("users.csv", USERS));

        assertThat(line.run("import", file("none.csv", HEADER))).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).endsWith("none.csv: 0 created, 0 changed, 0 unchanged, 0 bad\n");
        assertThat(exported()).isEqualTo(USERS);
    }

    @Test
    void nothing_is_saved_if_a_row_is_bad_and_every_such_row_is_told_of() throws IOException {
        String file = file("users.csv", BAD);

        assertThat(line.run("import", file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.out()).isEqualTo(file + ": nothing was saved; bad rows: 2\n");
        assertThat(line.err()).isEqualTo("""
                rollcall: %1$s, line 4, id: id must not be "..", which means another place in a URI: ..
                rollcall: %1$s, line 5: a row must have 4 values, not 3: 3,Dora,true
                """.formatted(file));
        assertThat(exported()).isEqualTo(HEADER);
    }

    @Test
    void the_good_rows_are_saved_if_each_is_to_be_saved_and_a_dry_run_saves_none() throws IOException {
        String file = file("users.csv", BAD);

        assertThat(line.run("import", "--mode=dry-run", file)).isEqualTo(ExitCode.PARTIAL);
        assertThat(line.out()).isEqualTo(file + ": dry run: 2 created, 0 changed, 0 unchanged, 2 bad\n");
        assertThat(exported()).isEqualTo(HEADER);

        assertThat(line.run("import", "--mode=each", file)).isEqualTo(ExitCode.PARTIAL);
        assertThat(line.out()).isEqualTo(file + ": 2 created, 0 changed, 0 unchanged, 2 bad\n");
        assertThat(exported()).isEqualTo(USERS);
    }

    @Test
    void a_dry_run_of_good_rows_alone_is_done() throws IOException {
        String file = file("users.csv", USERS);

        assertThat(line.run("import", "--mode=dry-run", file)).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(file + ": dry run: 2 created, 0 changed, 0 unchanged, 0 bad\n");
        assertThat(line.err()).isEmpty();
    }

    @Test
    void nothing_in_a_bad_row_reaches_the_terminal_as_a_command() throws IOException {
        String file = file("users.csv", HEADER + "1,\u001B[31mAnna\u202E,,true\r\n");

        assertThat(line.run("import", file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err())
                .startsWith("rollcall: " + file + ", line 2, name: name must not have control characters")
                .contains("\\u001B[31mAnna\\u202E")
                .doesNotContain("\u001B", "\u202E");
    }

    @Test
    void a_file_without_the_names_of_the_columns_is_refused() throws IOException {
        String file = file("users.csv", "1,Anna,,true\r\n");

        assertThat(line.run("import", file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).isEqualTo("""
                rollcall: %s, line 1: the first line must name the columns, such as id,name,email, and none of them is id; put \
                such a line before the others, or say which column is the id, by map.id=COLUMN, or --map id=COLUMN for a \
                command; the line is "1", "Anna", "", "true": 1,Anna,,true
                """.formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "each"})
    void the_standard_input_is_a_file_as_well(String mode) {
        line.withInput(USERS);

        assertThat(line.run("import", "--format=csv", "--mode=" + mode, "-"))
                .as(line.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo("-: 2 created, 0 changed, 0 unchanged, 0 bad\n");
        assertThat(exported()).isEqualTo(USERS);
    }

    @Test
    void a_bad_row_of_the_standard_input_is_told_of_by_its_line() {
        line.withInput(BAD);

        assertThat(line.run("import", "--format=csv", "-")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.out()).isEqualTo("-: nothing was saved; bad rows: 2\n");
        assertThat(line.err()).contains("rollcall: -, line 4, id: ", "rollcall: -, line 5: ");
        assertThat(exported()).isEqualTo(HEADER);
    }

    @Test
    void the_format_that_is_given_holds_whatever_the_file_is_called() throws IOException {
        String file = file("users.csv", "{\"id\":\"1\",\"name\":\"Anna\",\"email\":\"\"}\n");

        assertThat(line.run("import", "--format=ndjson", file)).isEqualTo(ExitCode.DONE);
        assertThat(exported()).isEqualTo(HEADER + "1,Anna,,true\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.CSV", "users.Csv", "users.x.TSV"})
    void the_extension_tells_the_format_without_regard_to_case(String name) throws IOException {
        assertThat(line.run("import", file(name, USERS))).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(exported()).isEqualTo(USERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.NDJSON", "users.json"})
    void json_may_be_the_extension_of_lines(String name) throws IOException {
        assertThat(line.run("import", file(name, "{\"id\":\"1\",\"name\":\"Anna\",\"email\":\"\"}\n")))
                .as(line.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(exported()).isEqualTo(HEADER + "1,Anna,,true\r\n");
    }

    @Test
    void files_are_taken_one_after_the_other() throws IOException {
        String first = file("a.csv", HEADER + "1,Anna,,true\r\n");
        String second = file("b.ndjson", "{\"id\":\"1\",\"name\":\"Berta\",\"email\":\"\"}\n");

        assertThat(line.run("import", first, second, second)).isEqualTo(ExitCode.DONE);
        assertThat(line.out())
                .isEqualTo(first + ": 1 created, 0 changed, 0 unchanged, 0 bad\n" + second
                        + ": 0 created, 1 changed, 0 unchanged, 0 bad\n" + second
                        + ": 0 created, 0 changed, 1 unchanged, 0 bad\n");
        assertThat(exported()).isEqualTo(HEADER + "1,Berta,,true\r\n");
    }

    @ParameterizedTest
    @CsvSource({"all, 1", "each, 3", "dry-run, 3"})
    void the_worst_file_decides_wherever_it_stands(String mode, int code) throws IOException {
        String good = file("good.csv", USERS);
        String bad = file("bad.csv", BAD);

        assertThat(line.run("import", "--mode=" + mode, bad, good)).isEqualTo(code);
        assertThat(line.out()).contains("good.csv: ", "bad.csv: ");
        assertThat(line.run("import", "--mode=" + mode, good, bad)).isEqualTo(code);
        assertThat(line.out()).contains("good.csv: ", "bad.csv: ");
    }

    @Test
    void a_file_that_can_not_be_read_is_told_of_and_those_before_it_stay_imported() throws IOException {
        String file = file("users.csv", USERS);
        String missing = folder.resolve("none.csv").toString();
        String another = Files.createDirectory(folder.resolve("folder.csv")).toString();

        assertThat(line.run("import", file, missing, file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).isEqualTo("rollcall: " + missing + ": no such file\n");
        assertThat(line.out()).isEqualTo(file + ": 2 created, 0 changed, 0 unchanged, 0 bad\n");
        assertThat(line.run("import", another)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).isEqualTo("rollcall: " + another + ": is a directory, not a file\n");
    }

    @Test
    void no_file_is_imported_if_the_format_of_one_is_unknown() throws IOException {
        assertThat(line.run("import", file("users.csv", USERS), "users.txt")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("--format is required: users.txt ends in none of");
        assertThat(exported()).isEqualTo(HEADER);
    }

    @Test
    void the_history_says_who_imported() throws Exception {
        line.withProperty("user.name", "clerk").run("import", file("a.csv", HEADER + "1,Anna,,true\r\n"));
        line.run("import", "--by=" + "x".repeat(200), file("b.csv", HEADER + "1,Berta,,true\r\n"));

        assertThat(actors("1")).containsExactly("x".repeat(200), "clerk");
    }

    @Test
    void a_process_without_a_user_is_called_import() throws Exception {
        line.run("import", file("a.csv", HEADER + "1,Anna,,true\r\n"));

        assertThat(actors("1")).containsExactly("import");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import | Missing required parameter: 'FILE'",
                "import users.txt | --format is required: users.txt ends in none of .csv, .tsv, .ndjson, .jsonl and .json",
                "import - | --format is required: - ends in none of .csv, .tsv, .ndjson, .jsonl and .json",
                "import --format=xml users.csv | must be csv or ndjson",
                "import --format=CSV users.csv | must be csv or ndjson",
                "import --mode=some users.csv | must be all, each or dry-run",
                "import --mode=DRY_RUN users.csv | must be all, each or dry-run",
                "import --format=csv - - | - (standard input) may be given only once",
                "import --by= users.csv | --by: actor must have 1 to 200 characters, not 0"
            })
    void a_wrong_option_is_wrong_usage(String arguments, String message) {
        assertThat(line.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void a_name_that_is_too_long_for_the_history_is_wrong_usage() {
        assertThat(line.run("import", "--by=" + "x".repeat(201), "users.csv")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("--by: actor must have 1 to 200 characters, not 201");
    }

    @Test
    void who_watches_sees_progress_and_nothing_of_it_stays() throws IOException {
        var users = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            users.append(i).append(",Anna,,true\n");
        }
        assertThat(line.onTerminal().run("import", file("users.csv", users.toString())))
                .isEqualTo(ExitCode.DONE);
        assertThat(line.err()).matches("(?s)(\r\u001B\\[K[0-9,]+ rows, [0-9,]+/s)*(\r\u001B\\[K)+|");
    }

    private List<String> actors(String id) throws WrongSettings {
        try (var directory = line.directory()) {
            return directory.registrar().history(new UserId(id), OptionalLong.empty(), 10).changes().stream()
                    .map(change -> change.attribution().by().name())
                    .toList();
        }
    }

    private String exported() {
        assertThat(line.run("export")).as(line.err()).isEqualTo(ExitCode.DONE);
        return line.out();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
