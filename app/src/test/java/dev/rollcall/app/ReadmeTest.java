package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.Shell;
import dev.rollcall.app.settings.GivenSettings;
import dev.rollcall.app.settings.Setting;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.YamlSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and the documentation say is so. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");
    private static final Path SERVER = ROOT.resolve("adapters-http/src/main/resources/dev/rollcall/http/server");
    private static final Path DOCS = SERVER.resolve("docs");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> found(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).results().toList();
    }

    private static List<Path> texts() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(Stream.of(README, ROOT.resolve("CHANGELOG.md")), docs)
                    .toList();
        }
    }

    /** Returns what the expression's group finds in all texts, of which there must be some. */
    private static List<String> saidAnywhere(String regex) throws IOException {
        List<String> said = texts().stream()
                .flatMap(text -> found(regex, read(text)).stream())
                .map(match -> match.group(1))
                .toList();
        assertThat(said).isNotEmpty();
        return said;
    }

    @Test
    void it_is_read_in_a_few_minutes() {
        assertThat(read(README).split("\\s+")).hasSizeLessThanOrEqualTo(1800);
    }

    @Test
    void the_table_of_settings_is_the_one_of_the_code() {
        String table = found("\\n\\| Setting .*", read(DOCS.resolve("settings.md")))
                .getFirst()
                .group();
        assertThat(table.strip().lines().skip(2).toList())
                .isEqualTo(Settings.all().stream().map(ReadmeTest::row).toList());
    }

    private static String row(Setting<?> setting) {
        String defaultText = setting.defaultText().isEmpty() ? "unset" : "`" + setting.defaultText() + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(setting.key(), setting.meaning(), setting.form().description(), defaultText);
    }

    @Test
    void the_examples_of_settings_are_accepted(@TempDir Path folder) throws Exception {
        for (String example : saidAnywhere("```yaml\\n(.*?)```")) {
            GivenSettings given = Settings.given();
            YamlSettings.read(Files.writeString(folder.resolve("example.yaml"), example), given);
            assertThat(Settings.of(given)).isNotEqualTo(Settings.of(Settings.given()));
        }
    }

    @Test
    void the_links_lead_to_files_and_headings() throws IOException {
        int links = 0;
        for (Path text : texts()) {
            for (MatchResult link : found("]\\((?!http)([^)#]*)(?:#([^)]*))?\\)", read(text))) {
                Path target = link.group(1).isEmpty() ? text : text.resolveSibling(link.group(1));
                assertThat(target).as(text + ": " + link.group()).exists();
                if (link.group(2) != null) {
                    assertThat(headings(target)).as(text + ": " + link.group()).contains(link.group(2));
                }
                links++;
            }
        }
        assertThat(links).isGreaterThan(30);
    }

    /** Returns the headings of a Markdown file, as links name them. */
    private static List<String> headings(Path text) {
        return found("(?m)^#+ ([^\\n]*)$", read(text)).stream()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void its_table_of_the_seed_functions_leads_to_their_methods() {
        List<MatchResult> rows = found("\\| `[^|]*` \\| \\[[^|]*]\\(([^)]+)\\), `(\\w+)`", read(README));
        assertThat(rows).hasSize(4);
        for (MatchResult row : rows) {
            assertThat(read(ROOT.resolve(row.group(1)))).containsPattern("[\\w>] " + row.group(2) + "\\(");
        }
    }

    @Test
    void its_example_of_embedding_is_the_one_that_runs_as_a_test() {
        String test = read(ROOT.resolve("domain/src/test/java/dev/rollcall/domain/EmbeddingTest.java"));
        String region = found("region=\"embedding\"\\n(.*?)\\n *// @end", test)
                .getFirst()
                .group(1);
        assertThat(read(README)).contains("```java\n" + region.stripIndent() + "\n```");
    }

    /** The paths of the OpenAPI document are those of the site: the tests of the server compare them. */
    @Test
    void the_routes_are_those_of_the_site() throws IOException {
        List<String> paths = found("(?m)^  (/[^:]*):$", read(SERVER.resolve("openapi.yaml"))).stream()
                .map(path -> path.group(1).replaceAll("\\{\\w+}", "[^/]+"))
                .toList();
        for (String route : saidAnywhere(
                "(?:(?:GET|POST|PUT|PATCH|DELETE) |127.0.0.1:8080(?:/rollcall(?=/))?)(/(?:[\\w/{}.-]*[\\w}])?)")) {
            assertThat(paths).anyMatch(route::matches, route);
        }
    }

    @Test
    void the_commands_are_those_of_the_command_line() throws IOException {
        Set<String> commands =
                Main.commandLine(Shell.ofThisProcess()).getSubcommands().keySet();
        assertThat(saidAnywhere("[`$] ?(?:app/)?rollcall ([a-z]+)")).isSubsetOf(commands);
    }

    /** In its tables, a message stands alone in its cell, as the first or after a status; … stands for what differs. */
    @Test
    void the_failures_are_told_as_the_program_tells_them() {
        String told = told();
        List<String> messages =
                found("(?m)^\\| (?:\\d{3} \\| )?`([^`]+)` \\|", read(DOCS.resolve("failures.md"))).stream()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(messages).hasSizeGreaterThan(50);
        for (String message : messages) {
            List<String> parts = Stream.of(message.split("…|: "))
                    .map(part -> part.replaceAll("^[:,;. ]+|[: ]+$", ""))
                    .filter(part -> part.length() > 1)
                    .toList();
            assertThat(parts).as(message).anyMatch(part -> part.length() > 6);
            assertThat(told).as(message).contains(parts);
        }
    }

    /** Returns all that the sources could say: literals that are joined there are joined, and the text of formats is as it is printed. */
    private static String told() {
        return Stream.of("domain", "adapters-db", "adapters-http", "app")
                .flatMap(module -> sources(ROOT.resolve(module).resolve("src/main")))
                .map(ReadmeTest::read)
                .collect(Collectors.joining("\n"))
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replace("%%", "%");
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|jte)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void its_example_of_a_roll_call_is_what_is_printed(@TempDir Path folder) throws IOException {
        String foo = Files.writeString(folder.resolve("foo.txt"), "1\n2\n").toString();
        String bar = Files.writeString(folder.resolve("bar.txt"), "7\n3\n").toString();
        String baz = Files.writeString(folder.resolve("baz.txt"), "55\n").toString();
        var out = new ByteArrayOutputStream();
        assertThat(run(out, "call", foo, bar, baz)).isEqualTo(ExitCode.PARTIAL);
        String example = found("call foo.txt bar.txt baz.txt\\n(.*?)```", read(README))
                .getFirst()
                .group(1);
        assertThat(withoutTimes(out.toString(StandardCharsets.UTF_8))).isEqualTo(withoutTimes(example));
    }

    private static int run(ByteArrayOutputStream out, String... args) {
        return Main.run(
                new Shell(
                        InputStream.nullInputStream(),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        Map.of(),
                        new Properties(),
                        false),
                args);
    }

    /** Replaces what differs from run to run, and the space that is as wide as it. */
    private static String withoutTimes(String printed) {
        return printed.replaceAll(" +", " ").replaceAll("\\d+\\.\\d", "#");
    }

    @Test
    void its_measurements_are_those_that_are_explained() {
        String section = found("## How fast it is\\n(.*?)\\n## ", read(README))
                .getFirst()
                .group(1);
        List<String> numbers = found("\\d[\\d.,]*\\d|\\d+", section).stream()
                .map(MatchResult::group)
                .toList();
        assertThat(numbers).hasSizeGreaterThan(10);
        assertThat(found("\\d[\\d.,]*\\d|\\d+", read(DOCS.resolve("measurements.md"))))
                .extracting(MatchResult::group)
                .containsAll(numbers);
    }
}
