package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command export, on a database in a file. */
class ExportCommandTest {
    private static final String HEADER = "id,name,email,active\r\n";
    private static final String USERS = HEADER + "1,Zoë Berg,zoe@example.org,true\r\n2,\"Berg, Anna\",,true\r\n";
    private static final String NDJSON = """
            {"id":"1","name":"Zoë Berg","email":"zoe@example.org","active":true}
            {"id":"2","name":"Berg, Anna","email":"","active":true}
            """;

    private final Path folder;
    private final CommandLineUnderTest line;

    ExportCommandTest(@TempDir Path folder) {
        this.folder = folder;
        line = new CommandLineUnderTest(folder);
    }

    @Test
    void what_was_exported_is_imported_as_it_was() {
        imported(USERS);
        String exported = folder.resolve("out.ndjson").toString();

        assertThat(line.run("export", exported)).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out() + line.err()).isEmpty();
        assertThat(Path.of(exported)).content().isEqualTo(NDJSON);
        assertThat(line.run("import", exported)).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).endsWith("out.ndjson: 0 created, 0 changed, 2 unchanged, 0 bad\n");
    }

    @Test
    void without_a_file_it_goes_to_the_standard_output_as_csv_or_as_told() {
        imported(USERS);

        assertThat(line.run("export")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(USERS);
        assertThat(line.run("export", "--format=ndjson")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(NDJSON);
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv, false",
        "a.ndjson, true",
        "a, false",
        "ndjson, false",
        "a.txt, false",
        "a.Csv, false",
        "a.NDJSON, true"
    })
    void the_name_of_a_file_tells_the_format_or_else_it_is_csv(String name, boolean isNdjson) {
        imported(USERS);

        assertThat(line.run("export", folder.resolve(name).toString())).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve(name)).content().isEqualTo(isNdjson ? NDJSON : USERS);
    }

    @Test
    void the_format_that_is_given_holds_whatever_the_file_is_called() {
        imported(USERS);
        Path file = folder.resolve("users.csv");

        assertThat(line.run("export", "--format=ndjson", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(file).content().isEqualTo(NDJSON);
    }

    @Test
    void an_empty_directory_is_a_file_without_users() {
        assertThat(line.run("export")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(HEADER);
        assertThat(line.run("export", "--format=ndjson")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEmpty();
    }

    @Test
    void more_users_than_a_page_holds_are_all_exported() {
        var users = new StringBuilder(HEADER);
        for (int i = 1000; i <= 3000; i++) {
            users.append(i).append(",Anna,,true\r\n");
        }
        imported(users.toString());

        assertThat(line.run("export")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(users.toString());
    }

    @Test
    void an_export_may_be_of_those_who_match_and_by_name() {
        imported(USERS + "3,Bert,,true\r\n");

        assertThat(line.run("export", "--search=berg", "--sort=name")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(HEADER + "2,\"Berg, Anna\",,true\r\n1,Zoë Berg,zoe@example.org,true\r\n");
        assertThat(line.run("export", "--search=nobody")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(HEADER);
    }

    @Test
    void a_file_that_was_there_is_replaced_and_nothing_else_is_left() throws IOException {
        imported(USERS);
        Path target = Files.createDirectory(folder.resolve("target"));
        Path file = Files.writeString(target.resolve("users.csv"), "old ".repeat(1000));

        assertThat(line.run("export", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(file).content().isEqualTo(USERS);
        assertThat(namesIn(target)).containsExactly("users.csv");
    }

    @Test
    void an_export_that_fails_leaves_what_was_there() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path file = Files.writeString(target.resolve("users.csv"), "old");

        assertThat(line.run("export", "-Ddb.url=jdbc:postgresql://127.0.0.1:1/none", file.toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(file).content().isEqualTo("old");
        assertThat(namesIn(target)).containsExactly("users.csv");
    }

    @Test
    void a_file_whose_folder_is_missing_can_not_be_written() {
        String file = folder.resolve("none/users.csv").toString();

        assertThat(line.run("export", file)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).isEqualTo("rollcall: " + file + ": can't be written: no such folder\n");
    }

    @Test
    void a_folder_is_no_file_and_stays_even_if_it_is_empty() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));

        assertThat(line.run("export", target.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).isEqualTo("rollcall: " + target + ": can't be written: is a directory, not a file\n");
        assertThat(target).isDirectory();
        assertThat(folder.resolve("target.part")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout"})
    void the_standard_output_may_be_named(String name) {
        imported(USERS);
        assertThat(line.run("export", name)).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(USERS);
    }

    @Test
    void formulas_are_escaped_if_that_is_asked_for_and_kept_else() {
        imported(HEADER + "-1,=1+1,@anna,true\r\n1,a=1,,true\r\n");

        assertThat(line.run("export", "--escape-formulas")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(HEADER + "1,a=1,,true\r\n'-1,'=1+1,'@anna,true\r\n");
        assertThat(line.run("export")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).isEqualTo(HEADER + "1,a=1,,true\r\n-1,=1+1,@anna,true\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export --escape-formulas a.ndjson | --escape-formulas is for csv, not for ndjson",
                "export --sort=age | must be id or name",
                "export --sort=NAME | must be id or name",
                "export --format=xml | must be csv or ndjson",
                "export a.csv b.csv | Unmatched argument at index 2: 'b.csv'",
                "export --search=a\u0001b | --search: search text must not have control characters"
            })
    void a_wrong_option_is_wrong_usage(String arguments, String message) {
        assertThat(line.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains(message).doesNotContain("\tat ", "\u0001");
    }

    @Test
    void a_search_has_200_characters_at_most() {
        assertThat(line.run("export", "--search=" + "x".repeat(200))).isEqualTo(ExitCode.DONE);
        assertThat(line.run("export", "--search=" + "x".repeat(201))).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("--search: search text must have 0 to 200 characters, not 201");
    }

    private void imported(String users) {
        assertThat(line.withInput(users).run("import", "--format=csv", "-"))
                .as(line.err())
                .isEqualTo(ExitCode.DONE);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
